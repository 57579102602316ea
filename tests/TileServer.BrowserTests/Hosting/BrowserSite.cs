using Microsoft.Playwright;

namespace TileServer.BrowserTests.Hosting;

/// <summary>A server and an installed Chromium, shared by the tests of a class.</summary>
public abstract class BrowserSite : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Address of the server, without a final slash.</summary>
    internal abstract string Address { get; }

    /// <summary>Why no page can be opened, or null.</summary>
    internal static string? Obstacle =>
        ChromiumPath is null ? "No Chromium: set CHROMIUM_PATH or install Debian's chromium."
        : !File.Exists(Path.Combine(Repository.WebRoot, "lib", "maplibre-gl", "maplibre-gl.mjs")) ? "MapLibre GL JS is not there: run ./geosuite setup."
        : null;

    private static string? ChromiumPath =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Obstacle is not null)
            return;
        await StartServerAsync(TestContext.Current.CancellationToken);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumPath,
            Headless = true,
            // SwiftShader draws WebGL where there is no graphics card
            Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await StopServerAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task StartServerAsync(CancellationToken cancellationToken);

    private protected abstract ValueTask StopServerAsync();

    /// <summary>Opens the viewer and waits until its map has come to rest.</summary>
    /// <param name="address">What follows <c>/viewer</c>: query and fragment.</param>
    internal async Task<ViewerPage> OpenAsync(string address = "")
    {
        var page = await BlankAsync();
        await page.GoAsync(address);
        return page;
    }

    /// <summary>Opens a page that has no map.</summary>
    /// <param name="address">What follows <c>/viewer</c>.</param>
    internal async Task<ViewerPage> OpenPageAsync(string address)
    {
        var page = await BlankAsync();
        await page.Page.GotoAsync($"{Address}/viewer{address}");
        return page;
    }

    private async Task<ViewerPage> BlankAsync()
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        return new ViewerPage(await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new() { Width = 1280, Height = 800 } }), Address);
    }
}
