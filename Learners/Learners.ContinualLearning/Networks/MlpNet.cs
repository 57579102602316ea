using static TorchSharp.torch;

namespace Learners.ContinualLearning.Networks;

/// <summary>Rectified layers, each half as wide as the one before, and a linear head; without hidden layers a linear classifier.</summary>
internal sealed class MlpNet : ContinualNet
{
    private readonly (long Inputs, int Width, int HiddenLayers, int Classes) _form;

    /// <summary>Builds the network with zeros: <see cref="ContinualNet.Reset"/> draws the weights.</summary>
    /// <param name="inputs">Numbers of an example.</param>
    /// <param name="width">Of the first hidden layer.</param>
    /// <param name="hiddenLayers">0 or more.</param>
    /// <param name="classes">Logits.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live.</param>
    internal MlpNet(long inputs, int width, int hiddenLayers, int classes, ScalarType type, Device device)
        : base(nameof(MlpNet), type, device)
    {
        _form = (inputs, width, hiddenLayers, classes);
        for (var layer = 0; layer < hiddenLayers; layer++)
        {
            long outputs = Math.Max(1, width >> layer);
            Add(inputs, outputs);
            inputs = outputs;
        }

        Add(inputs, classes);
    }

    /// <inheritdoc/>
    internal override ContinualNet Twin() => new MlpNet(_form.Inputs, _form.Width, _form.HiddenLayers, _form.Classes, Type, Place);

    /// <inheritdoc/>
    internal override Pass Run(Tensor input)
    {
        var inputs = new Tensor[Layers.Count];
        var x = input;
        for (var layer = 0; layer < inputs.Length - 1; layer++)
        {
            inputs[layer] = Augment(x);
            x = inputs[layer].matmul(Layers[layer].t()).relu();
        }

        inputs[^1] = Augment(x);
        return new Pass(inputs[^1].matmul(Layers[^1].t()), x, inputs);
    }
}
