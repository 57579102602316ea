using static TorchSharp.torch;

namespace Learners.ContinualLearning.Networks;

/// <summary>Convolutions over frames, pooled by learnt attention, and a linear head: the S-CNN of the audio papers without its normalisation, whose statistics would forget.</summary>
/// <remarks>A convolution is a matrix over the frames of its window, so the same projectors protect it; every place of the window is one input.</remarks>
internal sealed class FrameNet : ContinualNet
{
    private const int Window = 3;
    private const int Convolutions = 3;
    private readonly (long Values, int Channels, int Classes) _form;

    /// <summary>Builds the network with zeros: <see cref="ContinualNet.Reset"/> draws the weights.</summary>
    /// <param name="values">Numbers of a frame.</param>
    /// <param name="channels">Of the first two convolutions; the third has twice as many.</param>
    /// <param name="classes">Logits.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live.</param>
    internal FrameNet(long values, int channels, int classes, ScalarType type, Device device)
        : base(nameof(FrameNet), type, device)
    {
        _form = (values, channels, classes);
        Add(values, channels);
        Add(Window * channels, channels);
        Add(channels, 2 * channels);
        Add(2 * channels, 1); // attention
        Add(2 * channels, classes);
    }

    /// <inheritdoc/>
    internal override ContinualNet Twin() => new FrameNet(_form.Values, _form.Channels, _form.Classes, Type, Place);

    /// <inheritdoc/>
    internal override Pass Run(Tensor input)
    {
        var inputs = new Tensor[Layers.Count];
        var batch = input.shape[0];
        var x = input;
        for (var layer = 0; layer < Convolutions; layer++)
        {
            var patches = layer == 1 ? Patches(x) : x;
            inputs[layer] = Augment(patches.reshape(-1, patches.shape[2]));
            x = inputs[layer].matmul(Layers[layer].t()).relu().reshape(batch, patches.shape[1], -1);
        }

        inputs[Convolutions] = Augment(x.reshape(-1, x.shape[2]));
        var attention = inputs[Convolutions].matmul(Layers[Convolutions].t()).reshape(batch, -1, 1).softmax(1);
        var embedding = x.mul(attention).sum(1);
        inputs[^1] = Augment(embedding);
        return new Pass(inputs[^1].matmul(Layers[^1].t()), embedding, inputs);
    }

    /// <summary>[batch, frames, values] → [batch, frames − 2, 3 · values]: for each place the frames of its window, one after another.</summary>
    /// <param name="frames">At least 3 of them.</param>
    internal static Tensor Patches(Tensor frames)
    {
        var places = frames.shape[1] - Window + 1;
        return cat([.. Enumerable.Range(0, Window).Select(shift => frames.narrow(1, shift, places))], 2);
    }
}
