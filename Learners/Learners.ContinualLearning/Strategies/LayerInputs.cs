using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>The inputs that a task's examples give the layers, at the task's end.</summary>
internal static class LayerInputs
{
    private const int MostAtOnce = 256;
    private const int MostPlaces = 64;

    /// <summary>Shows them in parts.</summary>
    /// <param name="net">As it stands.</param>
    /// <param name="examples">Of the task.</param>
    /// <param name="see">Takes a layer, rows [rows, inputs + 1] of it, and the weight of a row: all rows of a layer weigh 1 together.</param>
    internal static void Of(ContinualNet net, ExampleSet examples, Action<int, Tensor, double> see)
    {
        using var frozen = no_grad();
        for (var from = 0; from < examples.Count; from += MostAtOnce)
        {
            using var scope = NewDisposeScope();
            var part = examples.At([.. Enumerable.Range(from, Math.Min(MostAtOnce, examples.Count - from))]);
            var inputs = net.Run(part.Inputs(net.Type, net.Place)).LayerInputs;
            for (var layer = 0; layer < inputs.Count; layer++)
            {
                // of a convolution at most 64 places of an example, evenly
                var places = inputs[layer].shape[0] / part.Count;
                var rows = places <= MostPlaces ? inputs[layer] : inputs[layer].index_select(0, Spread(part.Count, places, net.Place));
                see(layer, rows, 1.0 / (examples.Count * Math.Min(places, MostPlaces)));
            }
        }
    }

    private static Tensor Spread(int count, long places, Device device) => tensor(
        [.. from example in Enumerable.Range(0, count) from place in Enumerable.Range(0, MostPlaces) select example * places + place * places / MostPlaces],
        device: device);
}
