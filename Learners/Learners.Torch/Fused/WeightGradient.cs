using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>Slopes of the loss by weights and biases: products that run over the places of the batch, always in the same order.</summary>
internal static unsafe class WeightGradient
{
    private const int Block = Panel.Neurons * Panel.Places;

    /// <summary>Slopes by the weights from 32 inputs to all neurons of a layer.</summary>
    /// <param name="layers">All layers.</param>
    /// <param name="layer">Which.</param>
    /// <param name="panel">Which 32 inputs.</param>
    /// <param name="features">[places, features], inputs of the first layer.</param>
    /// <param name="trace">After the way back.</param>
    /// <param name="scratch">Of the worker.</param>
    /// <param name="gradient">Receives columns of [outputs, inputs].</param>
    public static void OfWeights(FusedLayer[] layers, int layer, int panel, float* features, FusedTrace trace, FusedScratch scratch, float* gradient)
    {
        var shape = layers[layer];
        var sums = scratch.Sums.Pointer;
        var product = stackalloc float[Block];
        new Span<float>(sums, shape.Rows * Panel.Places).Clear();
        for (var place = 0; place < trace.Padded; place += FusedScratch.Stretch)
        {
            var count = Math.Min(FusedScratch.Stretch, trace.Padded - place);
            var inputs = layer == 0
                ? Gather(features, shape.Inputs, panel, place, count, trace.Places, scratch.Stretched.Pointer)
                : trace.Outputs(layer - 1, panel) + ((nint)place * Panel.Places);
            for (var neurons = 0; neurons < shape.Rows / Panel.Neurons; neurons++)
            {
                Multiply(trace.Slopes(layer, neurons) + ((nint)place * Panel.Neurons), inputs, count, product);
                var total = new Span<float>(sums + (neurons * Block), Block);
                TensorPrimitives.Add(total, new ReadOnlySpan<float>(product, Block), total);
            }
        }

        var first = panel * Panel.Places;
        var columns = Math.Min(Panel.Places, shape.Inputs - first);
        for (var neuron = 0; neuron < shape.Outputs; neuron++)
        {
            var row = new Span<float>(gradient + ((nint)neuron * shape.Inputs) + first, columns);
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(sums + (neuron * Panel.Places), columns), shape.Factor, row);
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

    private static float* Gather(float* features, int inputs, int panel, int place, int count, int places, float* target)
    {
        var first = panel * Panel.Places;
        var columns = Math.Min(Panel.Places, inputs - first);
        if (columns < Panel.Places || place + count > places)
        {
            new Span<float>(target, count * Panel.Places).Clear();
        }

        for (var i = 0; i < Math.Min(count, places - place); i++)
        {
            new ReadOnlySpan<float>(features + ((nint)(place + i) * inputs) + first, columns).CopyTo(new Span<float>(target + (i * Panel.Places), columns));
        }

        return target;
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
