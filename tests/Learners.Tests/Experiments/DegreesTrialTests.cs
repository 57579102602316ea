using Learners.LocationEncoding.Experiments;

namespace Learners.Tests.Experiments;

public class DegreesTrialTests
{
    private static readonly Lazy<CoastPlaces> s_halves = new(() => new CoastPlaces(new Halves()));

    [Fact]
    public void Places_far_from_coasts_are_a_degree_from_any()
    {
        var places = s_halves.Value;

        Assert.All(Enumerable.Range(0, places.Everywhere.Count), i =>
        {
            // the cells with the coast reach from 0° to 0.5°
            var distance = Math.Max(Math.Abs(places.Everywhere.Latitudes[i] - 0.25) - 0.25, 0);
            Assert.Equal(places.IsFar[i], distance > 1);
        });
        Assert.All(places.AlongCoasts.Latitudes, latitude => Assert.InRange(latitude, 0, 0.5));
    }

    [Fact]
    public void Learnt_gains_and_the_spectrum_of_the_first_layer_are_told_by_tens_of_degrees()
    {
        var settings = new Dictionary<string, string>
        {
            ["degrees"] = "30",
            ["coarse-degrees"] = "10",
            ["taper"] = "learned",
            ["taper-kappa"] = "0.01",
            ["hidden-width"] = "16",
            ["steps"] = "60",
            ["batch-size"] = "256",
            ["final-batch-size"] = "256",
            ["average"] = "0",
            ["learning-rate"] = "0.003",
        };

        var figures = new DegreesTrial(s_halves, TimeProvider.System).Run("test", settings, 0).Execute(TestContext.Current.CancellationToken)
            .ToDictionary(figure => figure.Name, figure => figure.Value);

        Assert.Equal(["gain-0", "gain-10", "gain-20"], figures.Keys.Where(name => name.StartsWith("gain", StringComparison.Ordinal)));
        Assert.True(figures["power-0"] > figures["power-10"] && figures["power-10"] > figures["power-20"]);
        Assert.InRange(figures["everywhere/accuracy"], 0.9, 1);
        Assert.True(figures["everywhere/accuracy"] > figures["coast/accuracy"]);
        Assert.InRange(figures["far/error"], 0, 0.2);
        Assert.InRange(figures["far/ripples"], 0, 1);
    }

    /// <summary>The north is land, from the middle of a row of cells on.</summary>
    private sealed class Halves : Learners.LocationEncoding.Data.ILabelSource
    {
        public int ClassCount => 2;

        public int ClassAt(double longitude, double latitude) => latitude > 0.25 ? 1 : 0;
    }
}
