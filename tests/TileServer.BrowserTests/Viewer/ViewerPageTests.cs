using Microsoft.Playwright;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

public class ViewerPageTests(ViewerSite site) : IClassFixture<ViewerSite>
{
    [Fact]
    public async Task The_page_loads_without_a_complaint_and_from_this_host_only()
    {
        await using var viewer = await site.OpenAsync();

        Assert.Empty(viewer.Complaints);
        Assert.Contains(viewer.Requests, url => url.Contains("/lib/maplibre-gl/maplibre-gl-worker.mjs", StringComparison.Ordinal));
        Assert.All(viewer.Requests, url => Assert.True(url.StartsWith(site.Address, StringComparison.Ordinal)
            || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    [Fact]
    public async Task The_policy_of_the_page_keeps_out_foreign_code()
    {
        await using var viewer = await site.OpenAsync();

        var ran = await viewer.Page.EvaluateAsync<bool>(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); return window.ran === true; }");

        Assert.False(ran);
        Assert.Contains(viewer.Complaints, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_layers_are_listed_with_kind_and_attribution_as_text()
    {
        await using var viewer = await site.OpenAsync();

        Assert.Equal(["Two halves", "Two classes", "A broken layer", "Where it may be"], await viewer.Page.Locator("#layers .title").AllInnerTextsAsync());
        Assert.Equal("Made up <b>here</b>", await viewer.Page.Locator("#layers .credit").First.InnerTextAsync());
        Assert.Contains("Made up <b>here</b>", await viewer.Page.Locator(".maplibregl-ctrl-attrib").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_places_have_the_colours_of_the_layer()
    {
        await using var viewer = await site.OpenAsync("?layer=halves&opacity=100#2/0/0");

        Assert.Equal((0xC0, 0x60, 0x20), await viewer.PixelAsync(600, 400));
        Assert.Equal((0x10, 0x60, 0xA0), await viewer.PixelAsync(680, 400));
    }

    [Fact]
    public async Task A_click_shows_the_value_that_the_server_gives()
    {
        await using var viewer = await site.OpenAsync("?layer=halves#2/0/0");

        await viewer.Page.Mouse.ClickAsync(720, 400);
        var popup = viewer.Page.Locator(".maplibregl-popup .point");
        await popup.WaitForAsync();
        var text = await popup.InnerTextAsync();

        // 80 pixels east at zoom 2 with 512 pixels a world at zoom 0: 80 / 2048 * 360 degrees
        Assert.Contains("1.014 m", text, StringComparison.Ordinal);
        Assert.Contains("14.0625° E", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_is_named_in_legend_and_popup()
    {
        await using var viewer = await site.OpenAsync("?layer=classes&point=-20,10#2/0/0");

        Assert.Equal(["The west", "The east"], await viewer.Page.Locator("#legend li").AllInnerTextsAsync());
        Assert.Equal("The west", await viewer.Page.Locator(".point .value").InnerTextAsync());
        Assert.False(await viewer.Page.Locator("#colormap").IsVisibleAsync());
    }

    [Fact]
    public async Task A_ramp_has_a_visible_legend()
    {
        await using var viewer = await site.OpenAsync("?layer=halves");
        var image = viewer.Page.Locator("#legend img");

        Assert.True(await image.IsVisibleAsync());
        Assert.True(await image.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)") > 0);
        Assert.Equal("Two halves (m)", await viewer.Page.Locator("#legend h2").InnerTextAsync());
    }

    [Fact]
    public async Task A_colormap_and_a_range_change_the_address_of_the_tiles_and_the_link()
    {
        await using var viewer = await site.OpenAsync("?layer=halves&opacity=100#2/0/0");

        await viewer.Page.Locator("#minimum").FillAsync("-1");
        await viewer.Page.Locator("#maximum").FillAsync("1");
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.Page.Locator("#colormap").SelectOptionAsync("cividis");
        await viewer.Page.Locator("#reverse").CheckAsync();
        await viewer.RestAsync();

        Assert.Contains(viewer.Requests, url => url.Contains("/tiles/halves/", StringComparison.Ordinal)
            && url.EndsWith(".png?colormap=cividis_r&rescale=-1,1&v=0123456789ab", StringComparison.Ordinal));
        Assert.Equal((0x10, 0x60, 0xA0), await viewer.PixelAsync(600, 400));
        Assert.Contains("colormap=cividis_r&rescale=-1,1", viewer.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opacity_lets_the_layer_below_through_and_is_kept_in_the_link()
    {
        await using var viewer = await site.OpenAsync("?layer=halves&opacity=100#2/0/0");

        await viewer.Page.Locator("#opacity").FillAsync("40");
        await viewer.RestAsync();

        Assert.Contains("opacity=40", viewer.Address, StringComparison.Ordinal);
        Assert.NotEqual((0xC0, 0x60, 0x20), await viewer.PixelAsync(600, 400));
    }

    [Fact]
    public async Task A_link_restores_what_was_seen()
    {
        const string link = "?layer=halves&opacity=60&colormap=viridis_r&rescale=0,2&base=classes&base-opacity=50&projection=globe#3/12.5/-40.25";
        await using var viewer = await site.OpenAsync(link);
        var page = viewer.Page;

        Assert.Equal("/viewer" + link, viewer.Address);
        Assert.Equal("60", await page.Locator("#opacity").InputValueAsync());
        Assert.Equal("viridis", await page.Locator("#colormap").InputValueAsync());
        Assert.True(await page.Locator("#reverse").IsCheckedAsync());
        Assert.Equal("0", await page.Locator("#minimum").InputValueAsync());
        Assert.Equal("2", await page.Locator("#maximum").InputValueAsync());
        Assert.Equal("classes", await page.Locator("#base").InputValueAsync());
        Assert.True(await page.Locator("#globe").IsCheckedAsync());
    }

    [Theory]
    [InlineData("?layer=unknown")]
    [InlineData("?opacity=x&rescale=a,b&point=1,2,3#nowhere")]
    public async Task A_damaged_link_shows_the_first_layer(string link)
    {
        await using var viewer = await site.OpenAsync(link);

        Assert.True(await viewer.Page.GetByLabel("Two halves").IsCheckedAsync());
        Assert.Empty(viewer.Complaints);
        Assert.Equal(link.Contains("unknown", StringComparison.Ordinal), await viewer.Page.GetByRole(AriaRole.Alert).IsVisibleAsync());
    }

    [Fact]
    public async Task A_fault_of_the_server_is_told_in_its_own_words()
    {
        await using var viewer = await site.OpenAsync("?layer=broken#2/0/0");

        await viewer.Page.Mouse.ClickAsync(720, 400);
        var message = viewer.Page.GetByRole(AriaRole.Alert);
        await message.WaitForAsync();

        Assert.Contains("The source of this layer cannot be read.", await message.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_reaches_the_map_and_every_control_and_asks_for_a_value()
    {
        await using var viewer = await site.OpenAsync("?layer=halves&colormap=viridis&base=classes#2/0/30");
        var reached = new HashSet<string>();

        for (var i = 0; i < 30; i++)
        {
            await viewer.Page.Keyboard.PressAsync("Tab");
            reached.Add(await viewer.Page.EvaluateAsync<string>("() => document.activeElement.id || document.activeElement.name || document.activeElement.className"));
        }

        Assert.Subset(reached, new HashSet<string>
        {
            "fold", "layer", "opacity", "colormap", "reverse", "minimum", "maximum", "base", "base-opacity", "globe", "copy-xyz", "copy-tilejson", "copy-link",
        });
        await viewer.Page.Locator(".maplibregl-canvas").FocusAsync();
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.Page.Locator(".point .value").WaitForAsync();
        Assert.Equal("1.03 m", await viewer.Page.Locator(".point .value").InnerTextAsync());
    }
}
