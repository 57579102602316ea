using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Geolocation.Networks;

/// <summary>Four convolutions of 3 × 3, each normalised and rectified, the last three halving the picture, then the mean over what is left.</summary>
/// <remarks>A plain small network of GeoSuite's own: at the width 16 it has about 100 000 weights and multiplies 4 million times for 32 × 32 pixels.</remarks>
internal sealed class PictureNet : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> _convolutions = nn.ModuleList<Conv2d>();
    private readonly ModuleList<BatchNorm2d> _norms = nn.ModuleList<BatchNorm2d>();

    /// <summary>Builds the network with random weights from torch's own generator: seed it first.</summary>
    /// <param name="width">Channels of the first convolution; the others have 2, 4 and 8 times as many.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    internal PictureNet(int width, ScalarType type, Device? device)
        : base(nameof(PictureNet))
    {
        Channels = [3, width, 2 * width, 4 * width, 8 * width];
        for (var layer = 0; layer < Layers; layer++)
        {
            _convolutions.Add(nn.Conv2d(Channels[layer], Channels[layer + 1], 3, stride: StrideOf(layer), padding: 1, bias: false, device: device, dtype: type));
            _norms.Add(nn.BatchNorm2d(Channels[layer + 1], device: device, dtype: type));
        }

        register_module("convolutions", _convolutions);
        register_module("norms", _norms);
    }

    /// <summary>Numbers of an embedding.</summary>
    internal int Width => Channels[^1];

    /// <summary>Channels before, between and after the layers.</summary>
    internal int[] Channels { get; }

    /// <summary>Number of convolutions.</summary>
    internal int Layers => Channels.Length - 1;

    /// <summary>Embeddings of pictures.</summary>
    /// <param name="input">[pictures, 3, height, width].</param>
    /// <returns>[pictures, <see cref="Width"/>], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        for (var layer = 0; layer < Layers; layer++)
        {
            x = nn.functional.relu(Normalised(_norms[layer], _convolutions[layer].forward(x)));
        }

        return x.mean([2, 3]).MoveToOuterDisposeScope();
    }

    /// <summary>Pixels from one place of a layer's filter to the next.</summary>
    /// <param name="layer">From 0.</param>
    internal static int StrideOf(int layer) => layer == 0 ? 1 : 2;

    /// <summary>A convolution with its normalisation folded in, as it computes when it no longer learns.</summary>
    /// <param name="layer">From 0.</param>
    /// <returns>Weights [outputs, inputs, 3, 3] and one offset an output.</returns>
    internal (float[] Weights, float[] Offsets) Folded(int layer)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var norm = _norms[layer];
        var factor = norm.weight!.to_type(ScalarType.Float64) / (norm.running_var!.to_type(ScalarType.Float64) + norm.eps).sqrt();
        var offset = norm.bias!.to_type(ScalarType.Float64) - norm.running_mean!.to_type(ScalarType.Float64) * factor;
        var weights = _convolutions[layer].weight.to_type(ScalarType.Float64) * factor.view(-1, 1, 1, 1);
        return (Floats(weights), Floats(offset));
    }

    /// <summary>The layer's own forward also counts its batches with a plain number, which the garbage collector may free while torch still reads it; nobody needs the count.</summary>
    private Tensor Normalised(BatchNorm2d norm, Tensor x) => nn.functional.batch_norm(
        x, norm.running_mean!, norm.running_var!, norm.weight, norm.bias, training, norm.momentum ?? 0.1, norm.eps);

    private static float[] Floats(Tensor numbers) => numbers.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
}
