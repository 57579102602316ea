using Learners.Geolocation.Experiments;
using Learners.Tests.Host;
using Learners.Torch.Experiments;

namespace Learners.Tests.Geolocation;

public sealed class EnsembleTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_synthetic_table_tells_weights_losses_and_gains_of_every_pool()
    {
        var table = new SyntheticTable(queries: 2000, level: 3);
        var log = Done(table, seeds: 1);
        var report = table.Report(log);

        Assert.All(report.Checks.Skip(1), check => Assert.True(check.Held, $"{check.Claim}: {check.Measured}"));
        Assert.Contains("| A + B + C (exact) | -14.", report.Markdown, StringComparison.Ordinal);
        Assert.Contains("| product of the maps |", report.Markdown, StringComparison.Ordinal);
        Assert.Contains("recall by the area searched", Assert.Single(report.Figures).Svg, StringComparison.Ordinal);
        // other settings are another run
        Assert.All(new SyntheticTable().Report(log).Checks, check => Assert.Null(check.Held));
    }

    [Fact]
    public void A_check_over_seeds_fails_when_one_of_them_fails()
    {
        var table = new SyntheticTable(queries: 200, level: 2);
        var log = new RunLog(null);
        foreach (var run in table.Runs(2))
        {
            var figures = run.Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value);
            figures["weight/B"] = run.Seed == 1 ? 1.06 : 1;
            (figures["weight/A"], figures["weight/C"]) = (1, 0.96);
            log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, figures, 1));
        }

        var check = table.Report(log).Checks[0];

        Assert.False(check.Held);
        Assert.Equal("0.040 / 0.060", check.Measured);
    }

    [Fact]
    public async Task The_gallerys_prior_gives_the_recalls_of_the_reference_on_the_command_line_and_is_no_job()
    {
        var (page, jobs) = (_folder.File("page.md"), _folder.File("jobs.jsonl"));

        var asked = await CommandRun.Of("experiment", "ensemble", "--table", "gallery-prior", "--folder", _folder.Path, "--jobs-file", jobs);
        var run = await CommandRun.Of("experiment", "ensemble", "--table", "gallery-prior", "--folder", _folder.Path, "--report", page);

        Assert.Equal(0, asked.ExitCode);
        Assert.Empty(await File.ReadAllTextAsync(jobs, TestContext.Current.CancellationToken));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("held   gallery-prior: every recall", run.Output, StringComparison.Ordinal);
        Assert.Contains("| fractional | 0.0037 | 0.0340 | 0.1544 | 0.4571 | 0.8661 | 0.9780 |", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_under_the_prior_leaves_no_query_without_density()
    {
        // a line of places, half of which lie apart from all others
        WriteGallery(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{(i % 2 == 0 ? 48.1 : -50 + i * 0.25)},{i * 0.4 - 80}")));
        var table = new GallerySmoothingTable(Folder);
        var log = Done(table, 1, "counts-4", "floor-4");

        double Share(string row) => log.Records.Single(record => record.Name == "gallery-smoothing/" + row).Figures["zero-density-share"];
        Assert.InRange(Share("counts-4"), 0.3, 1);
        Assert.Equal(0, Share("floor-4"));
        Assert.Contains("| counted in cells of 0.25° (1) |", table.Report(log).Markdown, StringComparison.Ordinal);
        Assert.Null(table.Report(log).Checks[0].Held);
    }

    [Theory]
    [InlineData("LAT,LON\n1,2\n95,2\n", "place 2 has the LAT '95'")]
    [InlineData("LAT,LON\n1,east\n", "place 1 has the LON 'east'")]
    [InlineData("LAT,LON\n1,2\n", "has 1 places")]
    [InlineData("lat,lon\n1,2\n", "not LAT and LON")]
    public void A_gallery_that_cannot_be_read_is_explained(string text, string expected)
    {
        File.WriteAllText(_folder.File("coordinates_100K.csv"), text);
        var run = new GallerySmoothingTable(Folder).Runs(1)[0];

        var fault = Assert.Throws<InvalidDataException>(() => run.Execute(TestContext.Current.CancellationToken));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_gallery_the_table_says_what_to_get()
    {
        var table = new GallerySmoothingTable(Folder);

        Assert.Contains("coordinates_100K.csv is needed", Assert.Throws<FileNotFoundException>(() => table.Runs(1)).Message, StringComparison.Ordinal);
        Assert.All(table.Report(new RunLog(null)).Checks, check => Assert.Null(check.Held));
    }

    [Fact]
    public void A_report_of_nothing_has_every_table_and_leaves_every_check_open()
    {
        var reports = EnsembleExperiment.Tables(Folder, TimeProvider.System).Select(table => table.Report(new RunLog(null))).ToArray();

        Assert.All(reports, report => Assert.DoesNotContain("NaN", report.Markdown, StringComparison.Ordinal));
        Assert.All(reports.SelectMany(report => report.Checks), check => Assert.Null(check.Held));
    }

    private PhotographFolder Folder => new(_folder.Path, _folder.Path, path => throw new InvalidOperationException($"no raster is needed, not even {path}"), TextWriter.Null);

    public void Dispose() => _folder.Dispose();

    private void WriteGallery(IEnumerable<string> lines) => File.WriteAllLines(_folder.File("coordinates_100K.csv"), ["LAT,LON", .. lines]);

    private static RunLog Done(IExperimentTable table, int seeds, params string[] only)
    {
        var log = new RunLog(null);
        foreach (var run in table.Runs(seeds).Where(run => only.Length == 0 || only.Any(name => run.Name.EndsWith("/" + name, StringComparison.Ordinal))))
        {
            log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, run.Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value), 1));
        }

        return log;
    }
}
