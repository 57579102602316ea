using Learners.Contracts;
using Microsoft.Playwright;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

/// <summary>The page of jobs, through the real server's proxy.</summary>
public class TrainingPageTests(ShippedSite site) : IClassFixture<ShippedSite>
{
    [Fact]
    public async Task Jobs_devices_and_curves_are_shown_and_follow_what_the_host_tells()
    {
        await using var host = await StartAsync();
        await using var viewer = await OpenAsync();
        var page = viewer.Page;

        await Expect("#connection[data-state=live]");
        await Expect("#jobs tr[data-job='1']");
        Assert.Equal(["2 · location-encoder", "1 · location-encoder"], await page.Locator("#jobs .name").AllInnerTextsAsync());
        Assert.Equal("running", await page.Locator("#jobs tr[data-job='2'] .state").InnerTextAsync());
        Assert.Contains("640 MiB of 6 GiB reserved, 1 of 2 threads, job 2", await page.Locator("#devices").InnerTextAsync(), StringComparison.Ordinal);
        await Expect("#chart polyline.smooth");
        Assert.Contains("job 2: 0.2", await page.Locator("#readout").InnerTextAsync(), StringComparison.Ordinal);

        host.Tell(ScriptedTrainingHost.Job("2", JobState.Running, ScriptedTrainingHost.At(90)), "progress");
        await Expect("#jobs tr[data-job='2'] td:has-text('90 of 100')");
        host.Tell(ScriptedTrainingHost.Job("2", JobState.Failed, ScriptedTrainingHost.At(90)) with { Error = "the disk is full" }, "state");
        await Expect("#jobs tr[data-job='2'] .state[data-state=failed]");
        await Expect("#details-body dd:has-text('the disk is full')");
        Assert.Empty(viewer.Complaints);

        Task Expect(string selector) => page.Locator(selector).First.WaitForAsync();
    }

    [Fact]
    public async Task A_job_is_paused_by_its_button_and_a_second_curve_is_ticked_on()
    {
        await using var host = await StartAsync();
        await using var viewer = await OpenAsync();
        var page = viewer.Page;

        await page.Locator("#jobs tr[data-job='2'] button[value=pause]").ClickAsync();
        await page.Locator("#jobs tr[data-job='2'] .state[data-state=pausing]").WaitForAsync();
        Assert.Equal(["2 pause"], host.Wishes);

        await page.Locator("#jobs tr[data-job='1'] input").CheckAsync();
        await page.Locator("#chart polyline.smooth").Nth(1).WaitForAsync();
        Assert.Contains("jobs=2,1", page.Url, StringComparison.Ordinal); // the address brings the same view back
        Assert.Empty(viewer.Complaints);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_named_and_found_when_it_comes()
    {
        await using var viewer = await OpenAsync();
        var page = viewer.Page;
        await page.Locator("#absent").WaitForAsync(new() { State = WaitForSelectorState.Visible });
        Assert.Contains("./geosuite host", await page.Locator("#absent").InnerTextAsync(), StringComparison.Ordinal);

        await using var host = await StartAsync();

        await page.Locator("#connection[data-state=live]").WaitForAsync();
        await page.Locator("#jobs tr[data-job='2']").WaitForAsync();
        Assert.False(await page.Locator("#absent").IsVisibleAsync());
    }

    private Task<ScriptedTrainingHost> StartAsync() => ScriptedTrainingHost.StartAsync(
        site.TrainingAddress,
        [ScriptedTrainingHost.Job("1", JobState.Succeeded, ScriptedTrainingHost.At(100)), ScriptedTrainingHost.Job("2", JobState.Running, ScriptedTrainingHost.At(40))]);

    private Task<ViewerPage> OpenAsync() => site.OpenPageAsync("/training.html");
}
