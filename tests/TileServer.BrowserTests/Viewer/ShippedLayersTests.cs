using System.Text.Json;
using Microsoft.Playwright;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

/// <summary>The real server under the real page.</summary>
public class ShippedLayersTests(ShippedSite site) : IClassFixture<ShippedSite>
{
    [Fact]
    public async Task Every_layer_that_comes_with_geosuite_is_drawn_without_a_complaint()
    {
        await using var viewer = await site.OpenAsync();
        var layers = await viewer.Page.Locator("#layers input").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.value)");

        Assert.NotEmpty(layers);
        foreach (var layer in layers)
        {
            await viewer.Page.Locator($"#layers input[value={layer}]").CheckAsync();
            await viewer.RestAsync();
            Assert.Contains(viewer.Requests, url => url.Contains($"/tiles/{layer}/", StringComparison.Ordinal) && !url.Contains("/0/0/0.png", StringComparison.Ordinal));
        }

        Assert.Empty(viewer.Complaints);
        Assert.All(viewer.Requests, url => Assert.True(url.StartsWith(site.Address, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    [Fact]
    public async Task The_ice_of_greenland_and_the_sea_beside_it_have_different_colours()
    {
        await using var viewer = await site.OpenAsync("?layer=elevation&opacity=100#3/72/-40");
        var ice = await viewer.PixelAsync(640, 400);
        await using var other = await site.OpenAsync("?layer=elevation&opacity=100#3/65/-5");

        Assert.NotEqual(ice, await other.PixelAsync(640, 400));
    }

    [Fact]
    public async Task A_click_shows_what_the_point_query_says_and_the_legend_has_its_unit()
    {
        await using var viewer = await site.OpenAsync("?layer=elevation&point=-40,72#3/72/-40");
        var answer = await viewer.Page.APIRequest.GetAsync($"{site.Address}/layers/elevation/point?lon=-40&lat=72");
        var height = (await answer.JsonAsync())!.Value.GetProperty("values")[0];

        Assert.Equal(JsonValueKind.Number, height.ValueKind);
        Assert.InRange(height.GetDouble(), 2000, 4000);
        var text = await viewer.Page.Locator(".point .value").InnerTextAsync();
        Assert.Equal(height.GetDouble(), double.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 0.5 * height.GetDouble() / 1000);
        Assert.True(await viewer.Page.Locator("#legend img").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)") > 0);
    }

    [Fact]
    public async Task A_colormap_of_the_list_changes_the_picture_and_the_legend()
    {
        await using var viewer = await site.OpenAsync("?layer=elevation&opacity=100#3/72/-40");
        var before = await viewer.PixelAsync(640, 400);

        await viewer.Page.Locator("#colormap").SelectOptionAsync("magma");
        await viewer.Page.Locator("#reverse").CheckAsync();
        await viewer.RestAsync();

        Assert.NotEqual(before, await viewer.PixelAsync(640, 400));
        Assert.Contains("colormap=magma_r", await viewer.Page.Locator("#legend img").GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task The_root_is_the_viewer_and_its_links_keep_working()
    {
        await using var viewer = await site.OpenAsync();
        await viewer.Page.GotoAsync(site.Address + "/?layer=elevation#3/72/-40");
        await viewer.Page.Locator("#layers input:checked").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await viewer.RestAsync();

        Assert.Equal("elevation", await viewer.Page.Locator("#layers input:checked").InputValueAsync());
        Assert.Empty(viewer.Complaints);
    }
}
