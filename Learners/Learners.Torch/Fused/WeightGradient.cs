using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>Slopes of the loss by weights and biases: products that run over the places of the batch, always in the same order.</summary>
internal static unsafe class WeightGradient
{
    /// <summary>Rows between the one that is copied and the one that is fetched.</summary>
    private const int Ahead = 8;

    private const int Block = Panel.Neurons * Panel.Places;

    /// <summary>Panels of 32 inputs whose slopes are computed together: the slopes by the neurons' sums are then read from far away less often.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="threads">Who share the pieces; at least four are left of a layer that is large enough, so that nobody waits long at the end.</param>
    /// <returns>1 to <see cref="FusedScratch.MostTogether"/>; how panels go together changes no bit of a slope.</returns>
    public static int Together(FusedLayer layer, int threads) => Math.Clamp(Panels(layer) / Math.Max(4, threads), 1, FusedScratch.MostTogether);

    /// <summary>Pieces of work of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="threads">Who share them.</param>
    public static int Pieces(FusedLayer layer, int threads) => (Panels(layer) + Together(layer, threads) - 1) / Together(layer, threads);

    /// <summary>Slopes by the weights from some inputs to all neurons of a layer.</summary>
    /// <param name="layers">All layers.</param>
    /// <param name="layer">Which.</param>
    /// <param name="piece">Which inputs, see <see cref="Pieces"/>.</param>
    /// <param name="threads">As for <see cref="Pieces"/>.</param>
    /// <param name="features">[places, features], inputs of the first layer.</param>
    /// <param name="trace">After the way back.</param>
    /// <param name="scratch">Of the worker.</param>
    /// <param name="gradient">Receives columns of [outputs, inputs].</param>
    public static void OfWeights(FusedLayer[] layers, int layer, int piece, int threads, float* features, FusedTrace trace, FusedScratch scratch, float* gradient)
    {
        var shape = layers[layer];
        var sums = scratch.Sums.Pointer;
        var first = piece * Together(shape, threads);
        var panels = Math.Min(Together(shape, threads), Panels(shape) - first);
        var product = stackalloc float[Block];
        var inputs = stackalloc float*[panels];
        new Span<float>(sums, panels * shape.Rows * Panel.Places).Clear();
        for (var place = 0; place < trace.Padded; place += FusedScratch.Stretch)
        {
            var count = Math.Min(FusedScratch.Stretch, trace.Padded - place);
            if (layer == 0)
            {
                Gather(features, shape.Inputs, first, panels, place, count, trace.Places, scratch.Stretched.Pointer);
            }

            for (var panel = 0; panel < panels; panel++)
            {
                inputs[panel] = layer == 0
                    ? scratch.Stretched.Pointer + (panel * FusedScratch.Stretch * Panel.Places)
                    : trace.Outputs(layer - 1, first + panel) + ((nint)place * Panel.Places);
            }

            for (var neurons = 0; neurons < shape.Rows / Panel.Neurons; neurons++)
            {
                for (var panel = 0; panel < panels; panel++)
                {
                    Multiply(trace.Slopes(layer, neurons) + ((nint)place * Panel.Neurons), inputs[panel], count, product);
                    var total = new Span<float>(sums + (((neurons * panels) + panel) * Block), Block);
                    TensorPrimitives.Add(total, new ReadOnlySpan<float>(product, Block), total);
                }
            }
        }

        for (var neuron = 0; neuron < shape.Outputs; neuron++)
        {
            for (var panel = 0; panel < panels; panel++)
            {
                var column = (first + panel) * Panel.Places;
                var columns = Math.Min(Panel.Places, shape.Inputs - column);
                var block = sums + ((((neuron / Panel.Neurons * panels) + panel) * Block) + (neuron % Panel.Neurons * Panel.Places));
                TensorPrimitives.Multiply(new ReadOnlySpan<float>(block, columns), shape.Factor, new Span<float>(gradient + ((nint)neuron * shape.Inputs) + column, columns));
            }
        }
    }

    /// <summary>Slopes by the biases of a layer.</summary>
    /// <param name="shape">The layer.</param>
    /// <param name="layer">Its number.</param>
    /// <param name="trace">After the way back.</param>
    /// <param name="gradient">Receives [outputs].</param>
    public static void OfBiases(FusedLayer shape, int layer, FusedTrace trace, float* gradient)
    {
        for (var neurons = 0; neurons < shape.Rows / Panel.Neurons; neurons++)
        {
            var sums = Vector256<float>.Zero;
            var slopes = trace.Slopes(layer, neurons);
            for (var place = 0; place < trace.Padded; place++)
            {
                sums += Vector256.Load(slopes + ((nint)place * Panel.Neurons));
            }

            sums *= shape.Factor;
            var first = neurons * Panel.Neurons;
            for (var lane = 0; lane < Math.Min(Panel.Neurons, shape.Outputs - first); lane++)
            {
                gradient[first + lane] = sums[lane];
            }
        }
    }

    private static int Panels(FusedLayer layer) => FusedTrace.Columns(layer.Inputs) / Panel.Places;

    // every row lies on a page of its own, where the processor does not look ahead by itself; an address beyond the end does no harm
    private static void Prefetch(float* row, int count)
    {
        const int line = 64 / sizeof(float);
        if (Sse.IsSupported)
        {
            for (var i = 0; i < count; i += line)
            {
                Sse.Prefetch0(row + i);
            }
        }
    }

    // what is beyond the last feature or the last place stays 0
    private static void Gather(float* features, int inputs, int first, int panels, int place, int count, int places, float* target)
    {
        const int panelLength = FusedScratch.Stretch * Panel.Places;
        if ((first + panels) * Panel.Places > inputs || place + count > places)
        {
            new Span<float>(target, panels * panelLength).Clear();
        }

        for (var i = 0; i < Math.Min(count, places - place); i++)
        {
            var row = features + ((nint)(place + i) * inputs);
            Prefetch(row + ((nint)Ahead * inputs) + (first * Panel.Places), panels * Panel.Places);
            for (var panel = 0; panel < panels; panel++)
            {
                var column = (first + panel) * Panel.Places;
                var columns = Math.Min(Panel.Places, inputs - column);
                new ReadOnlySpan<float>(row + column, columns).CopyTo(new Span<float>(target + (panel * panelLength) + (i * Panel.Places), columns));
            }
        }
    }

    private static void Multiply(float* slopes, float* inputs, int places, float* product)
    {
        var none = stackalloc float[Panel.Neurons];
        new Span<float>(none, Panel.Neurons).Clear();
        PanelProduct.Compute(new PanelOperands
        {
            Weights = slopes,
            WeightStride = Panel.Neurons,
            Low = inputs,
            High = inputs + Panel.Half,
            FeatureStride = Panel.Places,
            Inputs = places,
            Bias = none,
            Activation = Activation.Identity,
            Results = product,
        });
    }
}
