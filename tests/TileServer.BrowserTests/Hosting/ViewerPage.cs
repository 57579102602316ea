using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TileServer.BrowserTests.Hosting;

/// <summary>The open page, with all that it asked for and complained about.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    /// <summary>A guard against waiting for ever; two busy cores draw a page in software within half a minute at worst.</summary>
    private const float DeadlineMilliseconds = 180_000;

    private readonly string _server;

    internal ViewerPage(IPage page, string server)
    {
        (Page, _server) = (page, server);
        page.SetDefaultTimeout(DeadlineMilliseconds);
        page.Console += (_, message) => { if (message.Type is "error" or "warning" && !IsOfTheDriver(message.Text)) Complaints.Enqueue(message.Text); };
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    internal IPage Page { get; }

    internal ConcurrentQueue<string> Complaints { get; } = new();

    internal ConcurrentQueue<string> Requests { get; } = new();

    internal string Address => Page.Url[_server.Length..];

    internal async Task<IResponse> GoAsync(string address)
    {
        var response = await Page.GotoAsync($"{_server}/viewer{address}");
        await Page.Locator("#layers input:checked").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await RestAsync();
        return response!;
    }

    /// <summary>Waits until all tiles are there and drawn.</summary>
    internal Task RestAsync() => Page.Locator("#map[aria-busy=false]").WaitForAsync();

    /// <summary>The colour of a pixel of the window, as the screen shows it.</summary>
    internal async Task<(int Red, int Green, int Blue)> PixelAsync(int x, int y)
    {
        var picture = Convert.ToBase64String(await Page.ScreenshotAsync());
        var channels = await Page.EvaluateAsync<int[]>(
            """
            async ([picture, x, y]) => {
              const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
              await image.decode();
              const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
              context.drawImage(image, 0, 0);
              return [...context.getImageData(x, y, 1, 1).data];
            }
            """, new object[] { picture, x, y });
        return (channels[0], channels[1], channels[2]);
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    // software rendering makes reading pixels slow, and the driver says so
    private static bool IsOfTheDriver(string text) => text.Contains("GL Driver Message", StringComparison.Ordinal);
}
