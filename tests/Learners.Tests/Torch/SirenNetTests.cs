using Learners.Torch.Networks;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

public class SirenNetTests
{
    private static readonly SirenShape s_goldenShape = new(4, 6, 2, 3, 30, 1);

    [Fact]
    public void Outputs_equal_the_reference()
    {
        using var scope = NewDisposeScope();
        using var network = GoldenSiren();
        var golden = GoldenNetworks.File.GetProperty("siren");

        var outputs = network.forward(GoldenNetworks.Inputs(golden));

        Near.Assert(golden.GetProperty("outputs").Flat(), outputs.data<double>().ToArray(), 1e-12);
    }

    [Fact]
    public void Five_steps_of_coupled_Adam_equal_the_reference()
    {
        using var scope = NewDisposeScope();
        using var network = GoldenSiren();
        var golden = GoldenNetworks.File.GetProperty("siren");
        var adam = golden.GetProperty("adam");
        var inputs = GoldenNetworks.Inputs(golden);
        var targets = tensor(adam.GetProperty("targets").Integers());
        using var optimiser = new CoupledAdam(network, adam.GetProperty("weight_decay_l2_coupled").GetDouble());
        var losses = new List<double>();

        for (var step = 0; step < 5; step++)
        {
            var loss = nn.functional.cross_entropy(network.forward(inputs), targets);
            network.zero_grad();
            loss.backward();
            losses.Add(loss.ToDouble());
            if (step == 0)
            {
                var gradients = network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!);
                Near.Assert(adam.GetProperty("grad_first_layer_row0_step0").Numbers(), gradients["layers.0.weight"][0].data<double>().ToArray(), 1e-12);
                Near.Assert(adam.GetProperty("grad_last_bias_step0").Numbers(), gradients["last.bias"].data<double>().ToArray(), 1e-12);
            }

            optimiser.Advance(adam.GetProperty("lr").GetDouble());
        }

        Near.Assert(adam.GetProperty("losses").Numbers(), losses, 1e-10);
        Near.Assert(adam.GetProperty("outputs_after_5_steps").Flat(), network.forward(inputs).data<double>().ToArray(), 1e-10);
    }

    [Fact]
    public void Weights_are_named_as_in_a_published_artifact()
    {
        using var network = new SirenNet(s_goldenShape);

        Assert.Equal(
            ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "last.weight", "last.bias"],
            network.named_parameters().Select(pair => pair.name));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(30.0)]
    public void First_weights_fill_their_intervals_and_never_leave_them(double omega)
    {
        manual_seed(3);
        var shape = new SirenShape(320, 320, 2, 320, 30, omega);
        using var scope = NewDisposeScope();
        using var network = new SirenNet(shape);
        var weights = network.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);

        foreach (var (name, layer) in new[] { ("layers.0", 0), ("layers.1", 1), ("last", 2) })
        {
            var bound = SirenNet.Bound(shape, layer);
            var drawn = weights[name + ".weight"].data<float>().ToArray();
            Assert.True(drawn.Length > 100_000);
            Assert.InRange(drawn.Max(), 0.99 * bound, bound * (1 + 1e-6));
            Assert.InRange(drawn.Min(), -bound * (1 + 1e-6), -0.99 * bound);
            Assert.InRange(drawn.Average() / bound, -0.01, 0.01);
            Assert.All(weights[name + ".bias"].data<float>().ToArray(), value => Assert.InRange(Math.Abs(value), 0, bound * (1 + 1e-6)));
        }

        Assert.Equal(1.0 / 320, SirenNet.Bound(shape, 0), 15);
        Assert.Equal(Math.Sqrt(6.0 / 320) / omega, SirenNet.Bound(shape, 1), 15);
    }

    [Fact]
    public void A_single_layer_with_chosen_weights_is_the_grid_encoding()
    {
        using var scope = NewDisposeScope();
        using var network = new SirenNet(new SirenShape(2, 16, 1, 16, 30), ScalarType.Float64);
        double[] scales = [0.05, 0.2, 0.5, 1.0];
        var weight = new double[16, 2];
        var bias = new double[16];
        for (var coordinate = 0; coordinate < 2; coordinate++)
        {
            for (var s = 0; s < 4; s++)
            {
                for (var phase = 0; phase < 2; phase++)
                {
                    var row = 8 * coordinate + 2 * s + phase;
                    weight[row, coordinate] = 1 / (30 * scales[s]);
                    bias[row] = (Math.PI / scales[s] + phase * Math.PI / 2) / 30;
                }
            }
        }

        using (no_grad())
        {
            var parameters = network.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
            parameters["layers.0.weight"].copy_(tensor(weight));
            parameters["layers.0.bias"].copy_(tensor(bias));
            parameters["last.weight"].copy_(eye(16, 16, ScalarType.Float64));
            parameters["last.bias"].zero_();
        }

        double lambda = 1.1, phi = -0.4;
        var outputs = network.forward(tensor(new[,] { { lambda - Math.PI, phi - Math.PI } })).data<double>().ToArray();

        var expected = new List<double>();
        foreach (var angle in new[] { lambda, phi })
        {
            foreach (var scale in scales)
            {
                expected.Add(Math.Sin(angle / scale));
                expected.Add(Math.Cos(angle / scale));
            }
        }

        // the phase passes through 30 · (1/30), so the argument, up to 90, is right to a few units of its last place
        Near.Assert(expected, outputs, 1e-13);
    }

    private static SirenNet GoldenSiren()
    {
        var network = new SirenNet(s_goldenShape, ScalarType.Float64);
        var parameters = network.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        string[] names = ["layers.0", "layers.1", "last"];
        foreach (var rule in GoldenNetworks.File.GetProperty("siren").GetProperty("layers").EnumerateArray())
        {
            var name = names[rule.GetProperty("layer").GetInt32()];
            GoldenNetworks.Fill(parameters[name + ".weight"], parameters[name + ".bias"], rule);
        }

        return network;
    }
}
