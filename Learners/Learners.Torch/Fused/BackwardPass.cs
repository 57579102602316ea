using System.Numerics.Tensors;
using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>The slope of the loss by the logits of a group of places, back through all layers.</summary>
internal static unsafe class BackwardPass
{
    private const int Block = Panel.Neurons * Panel.Places;

    /// <summary>Leaves the slope of the loss by the sums of every neuron in the trace.</summary>
    /// <param name="layers">Packed weights.</param>
    /// <param name="slopes">Slope by the logits, [places, outputs] of the whole batch.</param>
    /// <param name="trace">Of the batch.</param>
    /// <param name="scratch">Of the worker.</param>
    /// <param name="group">Which group.</param>
    public static void Run(FusedLayer[] layers, float* slopes, FusedTrace trace, FusedScratch scratch, int group)
    {
        var first = group * scratch.Together;
        var panels = Math.Min(scratch.Together, Panel.Count(trace.Places) - first);
        var (source, target) = (scratch.First, scratch.Second);
        for (var panel = 0; panel < panels; panel++)
        {
            Enter(layers[^1], slopes, trace, layers.Length - 1, first + panel, source.Pointer + ((nint)panel * Panel.Places * layers[^1].Rows));
        }

        for (var layer = layers.Length - 1; layer > 0; layer--)
        {
            for (var neurons = 0; neurons < layers[layer - 1].Rows / Panel.Neurons; neurons++)
            {
                for (var panel = 0; panel < panels; panel++)
                {
                    var results = target.Pointer + ((nint)Panel.Places * ((panel * layers[layer - 1].Rows) + (neurons * Panel.Neurons)));
                    Multiply(layers[layer], neurons, source.Pointer + ((nint)panel * Panel.Places * layers[layer].Rows), results);
                    Pass(trace.Slopes(layer - 1, neurons) + ((nint)(first + panel) * Block), results);
                }
            }

            (source, target) = (target, source);
        }
    }

    private static void Enter(FusedLayer last, float* slopes, FusedTrace trace, int layer, int panel, float* target)
    {
        var here = Math.Min(Panel.Places, trace.Places - (panel * Panel.Places));
        new Span<float>(target, last.Rows * Panel.Places).Clear();
        PanelTranspose.Turn(slopes + ((nint)panel * Panel.Places * last.Outputs), last.Outputs, target, Panel.Places, here, last.Outputs);
        for (var neurons = 0; neurons < last.Rows / Panel.Neurons; neurons++)
        {
            Keep(target + (neurons * Block), trace.Slopes(layer, neurons) + ((nint)panel * Block));
        }
    }

    private static void Multiply(FusedLayer layer, int inputs, float* slopes, float* results)
    {
        var none = stackalloc float[Panel.Neurons];
        new Span<float>(none, Panel.Neurons).Clear();
        PanelProduct.Compute(new PanelOperands
        {
            Weights = layer.Backward(inputs),
            WeightStride = Panel.Neurons,
            Low = slopes,
            High = slopes + Panel.Half,
            FeatureStride = Panel.Places,
            Inputs = layer.Outputs,
            Bias = none,
            Activation = Activation.Identity,
            Results = results,
        });
    }

    // the slope by a sine times its cosine is the slope by its sum
    private static void Pass(float* cosines, float* slopes)
    {
        var values = new Span<float>(slopes, Block);
        TensorPrimitives.Multiply(values, new ReadOnlySpan<float>(cosines, Block), values);
        Keep(slopes, cosines);
    }

    // [8, 32] becomes [32, 8]
    private static void Keep(float* source, float* target)
    {
        for (var place = 0; place < Panel.Places; place += PanelTranspose.Side)
        {
            PanelTranspose.Block(source + place, Panel.Places, target + (place * Panel.Neurons), Panel.Neurons);
        }
    }
}
