using Microsoft.Playwright;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

/// <summary>Questions that an analyst asks on the page: expressions, areas, another layer beside.</summary>
public class AnalysisTests(ViewerSite site) : IClassFixture<ViewerSite>
{
    [Fact]
    public async Task An_expression_and_a_scale_are_in_the_address_of_the_tiles_and_in_the_link()
    {
        await using var viewer = await site.OpenAsync("?layer=halves&opacity=100#2/0/0");

        await viewer.Page.Locator("#expression").FillAsync("-b1");
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.Page.Locator("#scale").SelectOptionAsync("sqrt");
        await viewer.RestAsync();

        Assert.Contains(viewer.Requests, url => url.EndsWith(".png?scale=sqrt&expression=-b1&v=0123456789ab", StringComparison.Ordinal));
        Assert.Equal((0x10, 0x60, 0xA0), await viewer.PixelAsync(600, 400));
        Assert.Contains("scale=sqrt&expression=-b1", viewer.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_polygon_that_is_clicked_gives_a_table_and_a_link_that_shows_it_again()
    {
        await using var viewer = await site.OpenAsync("?layer=halves#2/0/0");

        await viewer.Page.Locator("#draw").ClickAsync();
        foreach (var (x, y) in new[] { (600, 300), (760, 320), (700, 480) }) await viewer.Page.Mouse.ClickAsync(x, y);
        await viewer.Page.Locator("#draw").ClickAsync();
        var rows = viewer.Page.Locator("#statistics tr");
        await rows.First.WaitForAsync();

        Assert.Equal("Area\t1.23 million km²", await rows.First.InnerTextAsync());
        Assert.Contains("Mean\t3", await rows.AllInnerTextsAsync());
        Assert.Equal(0, await viewer.Page.Locator(".maplibregl-popup").CountAsync());
        await using var again = await site.OpenAsync(viewer.Address["/viewer".Length..]);
        await again.Page.Locator("#statistics tr").First.WaitForAsync();
        Assert.Contains("Mean\t3", await again.Page.Locator("#statistics tr").AllInnerTextsAsync());
    }

    [Fact]
    public async Task A_polygon_needs_no_mouse()
    {
        await using var viewer = await site.OpenAsync("?layer=halves#2/0/0");
        var page = viewer.Page;

        await page.Locator("#draw").PressAsync("Enter");
        foreach (var way in new[] { "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft" })
        {
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync(way);
            await viewer.RestAsync();
        }
        await page.Keyboard.PressAsync("Backspace");
        await page.Locator("#draw").PressAsync("Enter");
        await page.Locator("#statistics tr").First.WaitForAsync();

        Assert.Contains("Mean\t3", await page.Locator("#statistics tr").AllInnerTextsAsync());
    }

    [Fact]
    public async Task What_is_in_view_is_an_area_and_can_be_cleared()
    {
        await using var viewer = await site.OpenAsync("?layer=halves#3/10/20");

        await viewer.Page.Locator("#view-area").ClickAsync();
        await viewer.Page.Locator("#statistics tr").First.WaitForAsync();
        Assert.Contains("area=", viewer.Address, StringComparison.Ordinal);
        await viewer.Page.Locator("#clear-area").ClickAsync();
        await viewer.Page.Locator("#statistics table").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.DoesNotContain("area=", viewer.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_area_that_cannot_be_asked_for_says_why()
    {
        await using var viewer = await site.OpenAsync("?layer=broken&area=0,0,10,0,10,10#2/0/0");

        await viewer.Page.GetByText("The source of this layer cannot be read.").WaitForAsync();

        Assert.Equal(0, await viewer.Page.Locator("#statistics table").CountAsync());
    }

    [Fact]
    public async Task Two_layers_meet_at_a_line_that_the_keyboard_moves()
    {
        await using var viewer = await site.OpenAsync("?layer=classes&opacity=100#2/0/0");

        await viewer.Page.Locator("#compare").SelectOptionAsync("halves");
        await viewer.Page.Locator("#twin[aria-busy=false]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await viewer.Page.Locator("#divider").PressAsync("ArrowRight");

        Assert.Contains("compare=halves&swipe=51", viewer.Address, StringComparison.Ordinal);
        Assert.Contains(viewer.Requests, url => url.Contains("/tiles/halves/", StringComparison.Ordinal));
        var line = await viewer.Page.Locator("#divider-line").EvaluateAsync<double>("line => line.getBoundingClientRect().left + 1.5");
        Assert.Equal(15 + (0.51 * (1280 - 30)), line, 1);
        Assert.Equal("Made up <b>here</b>", await viewer.Page.Locator("#twin .maplibregl-ctrl-attrib").InnerTextAsync());
        await viewer.Page.Locator("#compare").SelectOptionAsync("");
        Assert.True(await viewer.Page.Locator("#divider").IsHiddenAsync());
        Assert.DoesNotContain("compare=", viewer.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_served_layer_of_probability_has_regions_too_and_other_layers_have_none()
    {
        await using var viewer = await site.OpenAsync("?layer=places&quantity=hdr&level=90#1/0/60");

        await viewer.Page.Locator("#region:has-text('90 % of the probability within 1.25 million km²')").WaitForAsync();
        Assert.Contains(viewer.Requests, url => url.Contains("/tiles/places/", StringComparison.Ordinal) && url.Contains("quantity=hdr", StringComparison.Ordinal));
        Assert.Contains("quantity=hdr&level=90", viewer.Address, StringComparison.Ordinal);
        Assert.False(await viewer.Page.Locator("#answer").IsVisibleAsync());

        await viewer.Page.GetByLabel("Two halves").CheckAsync();
        await viewer.RestAsync();
        Assert.False(await viewer.Page.Locator("#quantities").IsVisibleAsync());
        Assert.DoesNotContain("quantity=", viewer.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_is_opened_in_qgis_by_a_file()
    {
        await using var viewer = await site.OpenAsync("?layer=halves");

        Assert.EndsWith("/qgis/halves.qlr", await viewer.Page.Locator("#open-qgis").EvaluateAsync<string>("link => link.href"), StringComparison.Ordinal);
    }
}
