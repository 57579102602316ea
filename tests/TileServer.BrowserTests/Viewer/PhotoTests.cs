using Microsoft.Playwright;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

/// <summary>A picture that is dropped or chosen, its map, and what a person does with it.</summary>
public class PhotoTests(ViewerSite site) : IClassFixture<ViewerSite>
{
    private static readonly byte[] s_picture = GeoCore.Imaging.PngEncoder.EncodeSolid(0xFF_2060C0, 64, 64);

    [Fact]
    public async Task A_chosen_picture_becomes_a_map_with_regions_sources_and_guesses()
    {
        await using var viewer = await LocatedAsync();
        var page = viewer.Page;

        Assert.Contains("within 420 000 km², 95 % within 9.5 million km²", await page.Locator("#found").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(["Places that look alike", "Climate"], await page.Locator("#sources label").AllInnerTextsAsync());
        Assert.Equal(["+2.31 nats", "−0.42 nats"], await page.Locator("#sources .small").AllInnerTextsAsync());
        Assert.Contains("tropical", await page.Locator("#guesses").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("80 % of the probability within 1.25 million km², 2 parts", await page.Locator("#region").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Nothing smaller than 25 km² is told.", await page.Locator("#notices").InnerTextAsync());
        Assert.Contains($"layer={SyntheticGeolocate.Layer}", viewer.Address, StringComparison.Ordinal);
        var (type, bytes) = site.Server.Geolocate.Pictures.Last();
        Assert.Equal("image/png", type);
        Assert.Equal(s_picture, bytes);
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task A_picture_may_be_dropped_anywhere_on_the_map()
    {
        await using var viewer = await site.OpenAsync();
        await viewer.Page.EvaluateAsync(
            """
            bytes => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }));
              for (const type of ['dragover', 'drop'])
                document.getElementById('map').dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """, s_picture.Select(value => (int)value).ToArray());

        await viewer.Page.Locator("#answer").WaitForAsync();
        Assert.StartsWith("data:image/png;base64,", await viewer.Page.Locator("#preview").GetAttributeAsync("src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_switched_off_changes_tiles_figures_and_link()
    {
        await using var viewer = await LocatedAsync();
        var page = viewer.Page;

        await page.Locator("#sources li[data-name=climate] input[type=checkbox]").UncheckAsync();
        await page.Locator("#found:has-text('within 2.1 million km²')").WaitForAsync();

        Assert.Equal("off", await page.Locator("#sources li[data-name=climate] .small").InnerTextAsync());
        Assert.True(await page.Locator("#sources li[data-name=climate] input[type=range]").IsDisabledAsync());
        await viewer.RestAsync();
        Assert.Contains(viewer.Requests, url => url.Contains($"/tiles/{SyntheticGeolocate.Layer}/", StringComparison.Ordinal) && url.Contains("sources=field%3A0.8,climate%3A0", StringComparison.Ordinal));
        Assert.Contains("climate%3A0", viewer.Address, StringComparison.Ordinal);

        // what it weighed is not forgotten
        await page.Locator("#sources li[data-name=climate] input[type=checkbox]").CheckAsync();
        await page.Locator("#found:has-text('within 420 000 km²')").WaitForAsync();
        Assert.Equal("0.9", await page.Locator("#sources li[data-name=climate] input[type=range]").InputValueAsync());
    }

    [Fact]
    public async Task The_slider_draws_another_region_and_a_click_tells_what_would_have_been_searched()
    {
        await using var viewer = await LocatedAsync("#1/0/60");
        var page = viewer.Page;

        await page.Locator("#level").FillAsync("95");
        await page.Locator("#region:has-text('95 % of the probability')").WaitForAsync();
        await viewer.RestAsync();
        Assert.Contains("level=95", viewer.Address, StringComparison.Ordinal);

        await page.Mouse.ClickAsync(720, 400);
        var popup = page.Locator(".maplibregl-popup .effort");
        await popup.WaitForAsync();
        Assert.Equal("340 000 km² would have been searched before here, with 25 % of the probability.", await popup.InnerTextAsync());
    }

    [Fact]
    public async Task A_picture_that_the_server_refuses_is_explained_and_the_map_stays()
    {
        await using var viewer = await site.OpenAsync("?layer=halves");
        await ChooseAsync(viewer, "broken.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74]);

        await viewer.Page.Locator("#message:has-text('ends after 7 bytes')").WaitForAsync();
        Assert.Contains("layer=halves", viewer.Address, StringComparison.Ordinal);
        Assert.False(await viewer.Page.Locator("#answer").IsVisibleAsync());
        Assert.True(await viewer.Page.Locator("#picture").IsEnabledAsync());
    }

    private async Task<ViewerPage> LocatedAsync(string address = "")
    {
        var viewer = await site.OpenAsync(address);
        await ChooseAsync(viewer, "somewhere.png", "image/png", s_picture);
        await viewer.Page.Locator("#region:not(:empty)").WaitForAsync();
        await viewer.RestAsync();
        return viewer;
    }

    private static Task ChooseAsync(ViewerPage viewer, string name, string type, byte[] bytes) =>
        viewer.Page.Locator("#picture").SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = bytes });
}
