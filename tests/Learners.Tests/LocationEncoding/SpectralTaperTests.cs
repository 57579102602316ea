using GeoCore.Encoding.Harmonics;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Taper;
using Learners.Tests.Torch;
using static TorchSharp.torch;

namespace Learners.Tests.LocationEncoding;

public class SpectralTaperTests
{
    [Theory]
    [InlineData("siren", "heat")]
    [InlineData("siren", "learned")]
    [InlineData("fcnet", "learned")]
    [InlineData("linear", "heat")]
    [InlineData("linear", "learned")]
    public void A_folded_taper_leaves_the_answers_and_the_names_of_a_network_without_one(string network, string taper)
    {
        using var learner = new LocationEncoderLearner(Values(network, taper), 2, seed: 5);
        using var plain = new LocationEncoderLearner(Values(network, "none"), 2, seed: 5);
        learner.Network.eval();
        plain.Network.eval();
        using var scope = NewDisposeScope();
        var features = new PlaceFeatures(new SphericalHarmonics(12)).Of([0, 12, 180, -77.5], [90, -33, 0, 51], ScalarType.Float32);
        var before = learner.Logits(features).data<float>().ToArray();
        var untapered = plain.Logits(features).data<float>().ToArray();

        learner.ToPublishedPrecision();

        var after = learner.Logits(features).data<float>().ToArray();
        Assert.Equal(before, after, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Contains(Enumerable.Range(0, 4), i => Math.Abs(before[i] - untapered[i]) > 1e-4);
        Assert.Equal(plain.Network.named_parameters().Select(pair => pair.name), learner.Network.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void Heat_damps_a_degree_by_the_exponential_of_minus_kappa_l_times_l_plus_one()
    {
        using var inner = new Learners.Torch.Networks.LinearNet(9, 1);
        using var network = new TaperedNetwork(inner, TaperKind.Heat, 3, 0.1, ScalarType.Float32);

        Assert.Equal([1, Math.Exp(-0.2), Math.Exp(-0.6)], network.GainOfDegrees(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 1, 1, 1, 2, 2, 2, 2, 2], SpectralTaper.DegreeOfFeatures(3));
    }

    [Fact]
    public void Learnt_gains_begin_with_heat_and_move_with_the_rest_of_the_network()
    {
        using var learner = new LocationEncoderLearner(Values("siren", "learned"), 8, seed: 5);
        var network = Assert.IsType<TaperedNetwork>(learner.Network);
        var heat = SpectralTaper.HeatLogGains(12, 0.01);
        Assert.Equal(heat, network.GainOfDegrees().Select(gain => Math.Log(gain)), (a, b) => Math.Abs(a - b) < 1e-5);

        var (_, weights) = TinyRun.Train(Values("siren", "learned"));

        var spectrum = weights.Take(12).Select(value => 20.0 * value).ToArray();
        Assert.Contains(Enumerable.Range(0, 12), l => Math.Abs(spectrum[l] - heat[l]) > 1e-3);
    }

    [Theory]
    [InlineData("siren", "fused", "none")]
    [InlineData("siren", "fused", "learned")]
    [InlineData("siren", "torch", "none")]
    [InlineData("siren", "torch", "learned")]
    [InlineData("linear", "torch", "heat")]
    public void A_coarse_start_moves_the_weights_of_low_degrees_alone(string network, string kernels, string taper)
    {
        (string, string)[] settings = [("network", network), ("kernels", kernels), ("taper", taper), ("degrees", "12"), ("coarse-degrees", "3"), ("coarse-share", "1")];
        float[] Weights(params (string, string)[] more) => TinyRun.Train(TinyRun.Values([.. settings, .. more])).Weights;

        var neurons = network == "siren" ? 16 : 8;
        var from = taper == "learned" ? 12 : 0;
        float[] start = Weights(("steps", "1"), ("learning-rate", "0"), ("average", "0")), end = Weights(("average", "0"));

        for (var i = 0; i < neurons * 144; i++)
        {
            Assert.Equal(i % 144 >= 9, start[from + i] == end[from + i]);
        }
    }

    [Fact]
    public void A_run_with_a_taper_and_a_coarse_start_goes_on_from_its_checkpoint_to_the_same_weights()
    {
        var values = TinyRun.Values(("taper", "learned"), ("coarse-degrees", "2"), ("coarse-share", "0.5"));
        using var folder = new TemporaryFolder();
        var checkpoint = new Learners.Torch.Training.Checkpoint(folder.File("checkpoint.safetensors"), "run");
        using var interruption = new CancellationTokenSource();
        TinyRun.Train(values, checkpoint: checkpoint, around: feed => new TinyRun.Interruption(feed, 15, interruption), interruption: interruption);

        Assert.Equal(TinyRun.Train(values).Weights, TinyRun.Train(values, checkpoint: checkpoint, resume: true).Weights);
    }

    [Fact]
    public void An_encoder_without_degrees_refuses_a_taper() =>
        Assert.Throws<Learners.Torch.Training.TrainingException>(() => new LocationEncoderLearner(TinyRun.Values(("encoder", "wrap"), ("taper", "heat")), 2, seed: 1));

    private static Contracts.HyperParameterValues Values(string network, string taper) =>
        TinyRun.Values(("network", network), ("taper", taper), ("taper-kappa", "0.01"), ("degrees", "12"));
}
