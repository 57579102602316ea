using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>Features of a group of places through all layers.</summary>
internal static unsafe class ForwardPass
{
    /// <summary>Computes the logits of a group and leaves what the way back needs in the trace.</summary>
    /// <param name="layers">Packed weights.</param>
    /// <param name="features">[places, features] of the whole batch.</param>
    /// <param name="logits">[places, outputs] of the whole batch.</param>
    /// <param name="trace">Of the batch.</param>
    /// <param name="scratch">Of the worker.</param>
    /// <param name="group">Which group.</param>
    public static void Run(FusedLayer[] layers, float* features, float* logits, FusedTrace trace, FusedScratch scratch, int group)
    {
        var first = group * scratch.Together;
        var panels = Math.Min(scratch.Together, Panel.Count(trace.Places) - first);
        for (var panel = 0; panel < panels; panel++)
        {
            Turn(features, layers[0].Inputs, trace.Places, (first + panel) * Panel.Places, scratch.Features.Pointer + ((nint)panel * Panel.Places * layers[0].Inputs));
        }

        var (source, target, other) = (scratch.Features, scratch.First, scratch.Second);
        for (var layer = 0; layer < layers.Length; layer++)
        {
            for (var neurons = 0; neurons < layers[layer].Rows / Panel.Neurons; neurons++)
            {
                for (var panel = 0; panel < panels; panel++)
                {
                    var results = target.Pointer + ((nint)Panel.Places * ((panel * layers[layer].Rows) + (neurons * Panel.Neurons)));
                    Multiply(layers[layer], neurons, source.Pointer + ((nint)panel * Panel.Places * Stride(layers, layer)), results);
                    if (layer < layers.Length - 1)
                    {
                        Bend(trace, layer, neurons, first + panel, results);
                    }
                }
            }

            (source, target, other) = (target, other, target);
        }

        for (var panel = 0; panel < panels; panel++)
        {
            Write(source.Pointer + ((nint)panel * Panel.Places * layers[^1].Rows), layers[^1].Outputs, trace.Places, (first + panel) * Panel.Places, logits);
        }
    }

    // numbers of a place that the layer before left
    private static int Stride(FusedLayer[] layers, int layer) => layer == 0 ? layers[0].Inputs : layers[layer - 1].Rows;

    private static void Multiply(FusedLayer layer, int neurons, float* features, float* results) => PanelProduct.Compute(new PanelOperands
    {
        Weights = layer.Forward(neurons),
        WeightStride = Panel.Neurons,
        Low = features,
        High = features + Panel.Half,
        FeatureStride = Panel.Places,
        Inputs = layer.Inputs,
        Bias = layer.Biases(neurons),
        Activation = Activation.Identity,
        Results = results,
    });

    private static void Bend(FusedTrace trace, int layer, int neurons, int panel, float* sums)
    {
        PanelSine.Apply(sums, trace.Slopes(layer, neurons) + ((nint)panel * Panel.Places * Panel.Neurons));
        var column = neurons * Panel.Neurons;
        var outputs = trace.Outputs(layer, column / Panel.Places) + ((nint)panel * Panel.Places * Panel.Places) + (column % Panel.Places);
        for (var place = 0; place < Panel.Places; place += PanelTranspose.Side)
        {
            PanelTranspose.Block(sums + place, Panel.Places, outputs + (place * Panel.Places), Panel.Places);
        }
    }

    private static void Turn(float* features, int count, int places, int first, float* target)
    {
        var here = Math.Min(Panel.Places, places - first);
        var rows = features + ((nint)first * count);
        if (here < Panel.Places)
        {
            new Span<float>(target, Panel.Places * count).Clear();
        }

        var place = 0;
        for (; place <= here - PanelTranspose.Side; place += PanelTranspose.Side)
        {
            var row = rows + ((nint)place * count);
            var k = 0;
            for (; k <= count - PanelTranspose.Side; k += PanelTranspose.Side)
            {
                PanelTranspose.Block(row + k, count, target + ((nint)k * Panel.Places) + place, Panel.Places);
            }

            PanelTranspose.Turn(row + k, count, target + ((nint)k * Panel.Places) + place, Panel.Places, PanelTranspose.Side, count - k);
        }

        PanelTranspose.Turn(rows + ((nint)place * count), count, target + place, Panel.Places, here - place, count);
    }

    private static void Write(float* panel, int outputs, int places, int first, float* logits) =>
        PanelTranspose.Turn(panel, Panel.Places, logits + ((nint)first * outputs), outputs, outputs, Math.Min(Panel.Places, places - first));
}
