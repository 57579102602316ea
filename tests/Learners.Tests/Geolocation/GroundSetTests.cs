using GeoCore.Evaluation.Inputs;
using Learners.Geolocation.Experiments;
using Learners.Geolocation.Experiments.Ground;
using Learners.Torch.Experiments;

namespace Learners.Tests.Geolocation;

public sealed class GroundSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PhotographFolder Folder => new(_folder.Path, _folder.Path, path => throw new InvalidOperationException($"no raster is needed, not even {path}"), TextWriter.Null);

    [Fact]
    public void A_collection_of_ones_own_is_read_and_a_changed_list_is_another_run()
    {
        var set = GroundSet.Own(Folder);
        Write("photographs/photographs.csv", Rows(60) + "missing,1,2\n");
        for (var i = 0; i < 60; i++)
        {
            Write($"photographs/some/where/p{i}.jpg", "picture");
        }

        var version = set.Version();

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"p{i}"), set.Read(TestContext.Current.CancellationToken).Select(photograph => photograph.Id));
        var run = new GroundTable(Folder, set).Runs(1)[0];
        Assert.Equal((version, "photographs/centernet"), (run.Data, run.Name));

        Write("photographs/photographs.csv", Rows(20));
        Assert.NotEqual(version, set.Version());
        Assert.Contains("has 20 photographs with pictures in ", Assert.Throws<InvalidDataException>(() => set.Read(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_large_collection_as_many_are_drawn_as_can_be_looked_at()
    {
        Write("photographs/photographs.csv", Rows(600));
        for (var i = 0; i < 600; i++)
        {
            Write($"photographs/p{i}.jpg", "picture");
        }

        var drawn = GroundSet.Own(Folder).Read(TestContext.Current.CancellationToken);

        Assert.Equal(GroundSet.Most, drawn.Select(photograph => photograph.Id).Distinct().Count());
        Assert.Equal(drawn.Select(photograph => photograph.Id), GroundSet.Own(Folder).Read(TestContext.Current.CancellationToken).Select(photograph => photograph.Id));
        Assert.Contains(drawn, photograph => int.Parse(photograph.Id[1..], System.Globalization.CultureInfo.InvariantCulture) >= GroundSet.Most);
    }

    [Fact]
    public void Without_a_collection_the_table_says_what_to_bring_and_the_page_that_it_was_not_run()
    {
        var table = new GroundTable(Folder, GroundSet.Own(Folder));

        var fault = Assert.Throws<FileNotFoundException>(() => table.Runs(1));

        Assert.Contains("photographs.csv is needed in ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("IMG_ID, LAT and LON", fault.Message, StringComparison.Ordinal);
        Assert.Equal("Not run: photographs.csv is not there.", table.Report(new RunLog(null)).Markdown);
    }

    [Fact]
    public void Street_level_places_are_told_by_the_gallery_better_than_by_land()
    {
        Write("streetlevel-coords/train.csv", "image_id,latitude,longitude,city\na,48.86,2.35,Paris\nb,35.68,139.69,Tokyo\nc,40.71,-74,New York\n");
        Write("streetlevel-coords/dev.csv", "image_id,latitude,longitude,city\nd,-33.87,151.21,Sydney\n");
        var table = new StreetLevelTable(Folder);
        var log = new RunLog(null);
        foreach (var run in table.Runs(3).Where(run => run.Name is "street-level/land" or "street-level/gallery"))
        {
            log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, run.Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value), 1));
        }

        var report = table.Report(log);

        Assert.Equal([null, null, true, null], report.Checks.Select(check => check.Held));
        Write("streetlevel-coords/dev.csv", "image_id,latitude,longitude\nd,-133,151.21\n");
        Assert.Contains("dev.csv: line 2, column latitude", Assert.Throws<InputException>(() => table.Runs(1)[0].Execute(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static string Rows(int count) => "id,lat,lon\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"p{i},{i * 7 % 160 - 80},{i * 37 % 360 - 180}\n"));

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string text)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
