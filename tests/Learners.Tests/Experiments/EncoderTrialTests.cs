using Learners.Contracts;
using Learners.LocationEncoding.Experiments;
using Learners.Torch.Experiments;
using Learners.Torch.Training;

namespace Learners.Tests.Experiments;

public class EncoderTrialTests
{
    private static readonly Lazy<ProtocolData> s_checkerboard = new(() => ProtocolData.Checkerboard());
    private static readonly Lazy<ProtocolData> s_landOcean = new(ProtocolData.LandOcean);

    [Fact]
    public void A_linear_read_out_of_harmonics_follows_the_capacity_law_and_raw_coordinates_stay_near_chance()
    {
        var row = HyperParameterTable.Row("checkerboard", "sphericalharmonics", "linear");
        double Accuracy(string degrees) => Figure(Execute("checkerboard", new(row) { ["degrees"] = degrees }, epochs: 15), "accuracy");

        Assert.InRange(Accuracy("5"), 0.35, 0.5);
        Assert.InRange(Accuracy("10"), 0.85, 0.93);
        Assert.InRange(Figure(Execute("checkerboard", HyperParameterTable.Row("checkerboard", "direct", "linear"), epochs: 15), "accuracy"), 0.04, 0.12);
    }

    [Fact]
    public void Land_is_told_from_ocean_by_a_short_run_of_the_protocol()
    {
        var row = HyperParameterTable.Row("land-ocean", "sphericalharmonics", "siren");

        var figures = Execute("land-ocean", row, epochs: 40);

        Assert.InRange(Figure(figures, "accuracy"), 0.90, 0.97);
        Assert.InRange(Figure(figures, "iou"), 0.68, 0.88);
        Assert.True(Figure(figures, "iou-of-batches") < Figure(figures, "iou"));
        Assert.Equal(10689, Figure(figures, "parameters"));
        Assert.Equal(40, Figure(figures, "epochs"));
    }

    [Fact]
    public void A_run_repeats_bit_for_bit_from_its_seed_and_differs_from_another()
    {
        TorchDevice.UseThreads(1);
        var row = HyperParameterTable.Row("checkerboard", "grid", "fcnet");

        var first = Execute("checkerboard", row, epochs: 2);

        Assert.Equal(first, Execute("checkerboard", row, epochs: 2));
        Assert.NotEqual(first, Execute("checkerboard", row, epochs: 2, seed: 1));
    }

    [Fact]
    public void Bands_of_latitude_add_up_to_the_accuracy()
    {
        var figures = Execute("checkerboard", HyperParameterTable.Row("checkerboard", "sphericalharmonics", "linear"), epochs: 2);
        var test = s_checkerboard.Value.Test;

        var right = Enumerable.Range(0, 9).Sum(band =>
            Figure(figures, $"accuracy-of-band-{band}") * test.Latitudes.Count(latitude => Math.Min(8, (int)((latitude + 90) / 20)) == band));

        Assert.Equal(Figure(figures, "accuracy") * test.Count, right, 1e-6);
    }

    [Fact]
    public void A_run_that_is_told_to_end_gives_no_figures() =>
        Assert.Throws<OperationCanceledException>(() =>
            Trial("land-ocean", HyperParameterTable.Row("land-ocean", "wrap", "linear"), 500, 0).Execute(new CancellationToken(canceled: true)));

    private static IReadOnlyList<MetricRecord> Execute(string data, Dictionary<string, string> row, int epochs, long seed = 0) =>
        Trial(data, row, epochs, seed).Execute(TestContext.Current.CancellationToken);

    private static ExperimentRun Trial(string data, Dictionary<string, string> row, int epochs, long seed)
    {
        var sets = data == "checkerboard" ? s_checkerboard : s_landOcean;
        return new EncoderTrial(sets, TimeProvider.System).Run("test", data, sets.Value.Training.Count, row, seed, epochs);
    }

    private static double Figure(IReadOnlyList<MetricRecord> figures, string name) => Assert.Single(figures, figure => figure.Name == name).Value;
}
