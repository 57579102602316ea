using Learners.LocationEncoding.Experiments;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;

namespace Learners.Tests.Experiments;

public sealed class MapTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("land-ocean")]
    [InlineData("checkerboard")]
    public void A_run_draws_its_map_and_the_report_holds_it_with_its_score(string data)
    {
        var table = Table();
        var log = new RunLog(null);
        var run = table.Runs(1).Single(one => one.Name == $"map/{data}/linear/sphericalharmonics");

        var figures = run.Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value);
        log.Add(new RunRecord(run.Name, run.Data, run.Seed, run.Settings, figures, 1));

        var png = File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folder.File("maps"))));
        Assert.Equal(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, png[..4]);
        var figure = Assert.Single(table.Report(log).Figures);
        Assert.Equal($"location-encoding-map-{data}.svg", figure.FileName);
        Assert.Contains(Convert.ToBase64String(png), figure.Svg, StringComparison.Ordinal);
        Assert.Contains($"Linear(SH): {figures["accuracy"]:P1}", figure.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pictures_the_figures_stay_as_they_are()
    {
        var report = Table().Report(new RunLog(null));

        Assert.Empty(report.Figures);
        Assert.Contains("figures/location-encoding-map-land-ocean.svg", report.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_have_colours_of_their_own()
    {
        var colours = MapColours.Of(16);

        Assert.Equal(17, colours.Distinct().Count());
        Assert.All(colours, colour => Assert.Equal(0xFFu, colour >> 24));
    }

    public void Dispose() => _folder.Dispose();

    private MapTable Table() => new(
        new Dictionary<string, Lazy<ProtocolData>>
        {
            ["checkerboard"] = new(() => Tiny("checkerboard", 16)),
            ["land-ocean"] = new(() => Tiny("land-ocean", 2)),
        },
        new ExperimentFolder("data", "home", _folder.Path),
        TimeProvider.System);

    // the northern half is one class, the southern another
    private static ProtocolData Tiny(string name, int classCount)
    {
        var random = new Random(3);
        LabelledPlaces Places(int count)
        {
            double[] longitudes = [.. Enumerable.Range(0, count).Select(_ => (360 * random.NextDouble()) - 180)], latitudes = [.. Enumerable.Range(0, count).Select(_ => (180 * random.NextDouble()) - 90)];
            return new LabelledPlaces(longitudes, latitudes, [.. latitudes.Select(latitude => latitude > 0 ? 1 : 0)]);
        }

        return new ProtocolData(name, classCount, Places(60), Places(60), Places(60));
    }
}
