using GeoCore.Encoding.Harmonics;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Protocol;
using static TorchSharp.torch;

namespace Learners.Tests.Protocol;

public class LandOceanProtocolTests
{
    [Theory]
    [InlineData("seed0", 5000, 1398)]
    [InlineData("seed1", 5000, 1430)]
    [InlineData("grid", 51156, 14839)]
    public void Places_and_labels_are_those_of_the_reference(string name, int count, int land)
    {
        var golden = Golden.Read("land_ocean.json").GetProperty(name);
        var places = name switch
        {
            "seed0" => LandOceanProtocol.Training,
            "seed1" => LandOceanProtocol.Validation,
            _ => LandOceanProtocol.Test,
        };

        Assert.Equal(count, places.Count);
        Assert.Equal(land, places.Classes.Sum());
        var first = golden.GetProperty("first").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var last = golden.GetProperty("last").EnumerateArray().Select(row => row.Numbers()).ToArray();
        foreach (var (at, row) in first.Select((row, i) => (i, row)).Concat(last.Select((row, i) => (count - last.Length + i, row))))
        {
            Assert.Equal(row[0], places.Longitudes[at], 1e-9);
            Assert.Equal(row[1], places.Latitudes[at], 1e-9);
            Assert.Equal((int)row[2], places.Classes[at]);
        }
    }

    [Fact]
    public void Natural_Earth_land_agrees_with_the_labels_but_for_the_lakes_of_the_countries()
    {
        var land = LandPolygons.Read(NaturalEarth.Path("110m"));
        var places = LandOceanProtocol.Test;

        var wrong = places.Longitudes.Zip(places.Latitudes, land.ClassAt).Zip(places.Classes).Count(pair => pair.First != pair.Second);

        Assert.InRange(wrong, 0, places.Count / 500);
    }

    [Fact]
    public void An_epoch_shows_every_place_once_and_each_epoch_in_another_order()
    {
        using var scope = NewDisposeScope();
        double[] longitudes = [.. Enumerable.Range(0, 23).Select(i => i * 10.0)];
        var places = new LabelledPlaces(longitudes, new double[23], [.. Enumerable.Range(0, 23).Select(i => i % 3)]);
        using var feed = new EpochFeed(places, 3, new PlaceFeatures(new SphericalHarmonics(2)), seed: 4, ScalarType.Float64, CPU);

        double[] Epoch(int epoch) => [.. Enumerable.Range(0, 3).SelectMany(i => feed.Draw(3 * epoch + i, 10).Inputs.select(1, 3).data<double>().ToArray())];

        var whole = feed.Draw(0, (int)feed.Count!.Value).Inputs.select(1, 3).data<double>().ToArray();
        Assert.Equal(whole.Order(), Epoch(0).Order());
        Assert.Equal(whole.Order(), Epoch(7).Order());
        Assert.NotEqual(Epoch(0), Epoch(7));
        Assert.Equal(Epoch(7), Epoch(7));
        Assert.Equal(3, feed.Draw(2, 10).Targets.shape[0]);
    }
}
