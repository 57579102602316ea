using System.Text.Json;
using Learners.Torch.Networks;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

public class FcNetTests
{
    [Fact]
    public void Outputs_equal_the_reference()
    {
        using var scope = NewDisposeScope();
        using var network = new FcNet(4, 6, 3, ScalarType.Float64);
        var golden = GoldenNetworks.File.GetProperty("fcnet");
        var parameters = network.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        string[] names = ["first", .. Enumerable.Range(0, 4).SelectMany(block => new[] { $"blocks.{block}.w1", $"blocks.{block}.w2" })];
        foreach (var rule in golden.GetProperty("linears").EnumerateArray())
        {
            var name = names[rule.GetProperty("linear").GetInt32()];
            GoldenNetworks.Fill(parameters[name + ".weight"], parameters[name + ".bias"], rule);
        }

        GoldenNetworks.Fill(parameters["last.weight"], null, JsonDocument.Parse("""{"weight_scale":0.4,"weight_tag":200}""").RootElement);
        network.eval();

        var outputs = network.forward(GoldenNetworks.Inputs(golden));

        Near.Assert(golden.GetProperty("outputs").Flat(), outputs.data<double>().ToArray(), 1e-12);
    }

    [Fact]
    public void The_parameters_number_what_the_formula_says()
    {
        using var network = new FcNet(10, 7, 3);

        Assert.Equal(11 * 7 + 8 * 8 * 7 + 7 * 3, network.named_parameters().Sum(pair => pair.parameter.numel()));
    }
}
