using Learners.LocationEncoding.Data.Climate;
using Learners.LocationEncoding.Experiments;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;

namespace Learners.Tests.Experiments;

public class ClimateTrialTests
{
    // x·y + z² on the sphere and the height above the equator: harmonics of degree 2 hold both, raw degrees neither
    private static readonly Lazy<ClimateProtocol> s_smooth = new(() =>
    {
        var places = FibonacciLattice.Of(20_000);
        double Field(int i)
        {
            double lambda = double.DegreesToRadians(places.Longitudes[i]), phi = double.DegreesToRadians(places.Latitudes[i]);
            return Math.Pow(Math.Cos(phi), 2) * Math.Cos(lambda) * Math.Sin(lambda) + Math.Pow(Math.Sin(phi), 2);
        }

        return ClimateProtocol.Of(new ClimateFields(
            places.Longitudes,
            places.Latitudes,
            [
                new("smooth", "smooth", "K", [.. Enumerable.Range(0, 20_000).Select(Field)]),
                new("height", "height", "m", [.. places.Latitudes.Select(latitude => Math.Sin(double.DegreesToRadians(latitude)))]),
            ]));
    });

    [Fact]
    public void A_linear_read_out_of_harmonics_learns_a_smooth_field_and_raw_coordinates_do_not()
    {
        TorchDevice.UseThreads(1);
        var harmonics = Execute("sphericalharmonics", "linear");
        var direct = Execute("direct", "linear");

        Assert.InRange(harmonics["mean-squared-error"], 0, 0.002);
        Assert.InRange(harmonics["r2"], 0.95, 1);
        Assert.True(direct["mean-squared-error"] > 4 * harmonics["mean-squared-error"], $"direct {direct["mean-squared-error"]}, harmonics {harmonics["mean-squared-error"]}");
        Assert.Equal(5 * 5 * 2 + 2, harmonics["parameters"]);
        Assert.InRange(harmonics["steps"], 33, 990);
    }

    [Fact]
    public void A_run_repeats_bit_for_bit_and_a_search_looks_at_validation_places_alone()
    {
        TorchDevice.UseThreads(1);
        var row = ClimateSettings.Row("grid", "siren", 0.003);
        var run = new ClimateTrial(s_smooth, TimeProvider.System).Run("search", row, 1, scoresTest: false);

        var first = run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal(first, run.Execute(TestContext.Current.CancellationToken));
        Assert.Equal(["lowest-validation-loss", "steps", "parameters"], first.Select(metric => metric.Name));
    }

    private static Dictionary<string, double> Execute(string encoder, string network) =>
        new ClimateTrial(s_smooth, TimeProvider.System).Run("test", new Dictionary<string, string>(ClimateSettings.Row(encoder, network, 0.02)) { ["degrees"] = "5" }, 0)
            .Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value);
}
