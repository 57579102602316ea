using System.Text.Json;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

/// <summary>Fills networks by the sine rule of the golden file.</summary>
internal static class GoldenNetworks
{
    public static JsonElement File { get; } = Golden.Read("networks.json");

    public static void Fill(Tensor weight, Tensor? bias, JsonElement rule)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (rows, columns) = (weight.shape[0], weight.shape[1]);
        double scale = rule.GetProperty("weight_scale").GetDouble(), tag = rule.GetProperty("weight_tag").GetDouble();
        var values = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                values[i, j] = scale * Math.Sin(1 + 7 * i + 3 * j + tag);
            }
        }

        weight.copy_(tensor(values));
        if (bias is not null)
        {
            double biasScale = rule.GetProperty("bias_scale").GetDouble(), biasTag = rule.GetProperty("bias_tag").GetDouble();
            bias.copy_(tensor(Enumerable.Range(0, (int)rows).Select(i => biasScale * Math.Sin(1 + 5 * i + biasTag)).ToArray()));
        }
    }

    public static Tensor Inputs(JsonElement network) => tensor(network.GetProperty("inputs").Flat()).reshape(-1, network.GetProperty("inputs")[0].GetArrayLength());
}
