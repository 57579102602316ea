using Learners.LocationEncoding.Experiments;

namespace Learners.Tests.Experiments;

public class CalibrationTrialTests
{
    [Theory]
    [InlineData("land-ocean", "siren", 2)]
    [InlineData("checkerboard", "linear", 4)]
    public void Calibration_is_measured_three_ways_on_the_test_set(string data, string network, int epochs)
    {
        var sets = new Lazy<ProtocolData>(() => data == "checkerboard" ? ProtocolData.Checkerboard() : ProtocolData.LandOcean());
        var row = HyperParameterTable.Row(data, "sphericalharmonics", network);
        row["degrees"] = "6";

        var figures = new EncoderTrial(sets, TimeProvider.System, CalibrationFigures.Of)
            .Run("test", data, sets.Value.Training.Count, row, 0, epochs).Execute(TestContext.Current.CancellationToken)
            .ToDictionary(figure => figure.Name, figure => figure.Value);

        // the first way is what every table reports, but for the rounding of weights to what is published
        Assert.Equal(figures["log-loss"], figures["trained/log-loss"], 1e-5);
        Assert.Equal(figures["calibration-error"], figures["trained/calibration-error"], 1e-3);
        Assert.InRange(figures["scaled/log-loss"], 0, figures["trained/log-loss"] + 0.002);
        Assert.NotEqual(figures["trained/log-loss"], figures["expected/log-loss"]);
        Assert.InRange(figures["temperature"], 0.01, 100);
        Assert.True(figures["uncertainty-where-wrong"] is > 0 and < 0.5 && figures["uncertainty-where-right"] is > 0 and < 0.5);
        foreach (var way in new[] { "trained", "scaled", "expected" })
        {
            int[] bins = [.. Enumerable.Range(0, 15).Where(bin => figures.ContainsKey($"{way}/bin-{bin}/probability"))];
            Assert.NotEmpty(bins);
            Assert.All(bins, bin => Assert.InRange(figures[$"{way}/bin-{bin}/probability"], bin / 15.0, (bin + 1) / 15.0));
            Assert.All(bins, bin => Assert.InRange(figures[$"{way}/bin-{bin}/frequency"], 0, 1));
        }
    }
}
