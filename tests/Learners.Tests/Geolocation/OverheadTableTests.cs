using Learners.Geolocation.Experiments;
using Learners.Torch.Experiments;

namespace Learners.Tests.Geolocation;

public class OverheadTableTests
{
    [Fact]
    public void A_training_is_scored_by_every_system_and_reported()
    {
        using var folder = new TemporaryFolder();
        var table = new OverheadTable(
            new PhotographFolder(folder.Path, folder.Path, path => throw new InvalidOperationException($"no raster is needed, not even {path}"), TextWriter.Null), TimeProvider.System, "painted", "smoke");
        var log = new RunLog(null);
        Assert.Null(table.Report(log).Checks[0].Held);
        var run = Assert.Single(table.Runs(1));
        Assert.Contains("\"learner\":\"geolocator\"", run.JobLine!, StringComparison.Ordinal);

        log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, run.Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value), 1));
        var report = table.Report(log);

        Assert.All(
            (string[])["| prior alone |", "| prior and cells |", "| prior and places |", "| product of the maps |", "| log-linear, fitted weights |", "without cells |", "| gated by"],
            row => Assert.Contains(row, report.Markdown, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", report.Markdown, StringComparison.Ordinal);
        Assert.All(report.Checks, check => Assert.NotNull(check.Held));
    }
}
