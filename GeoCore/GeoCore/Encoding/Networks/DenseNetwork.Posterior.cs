using System.Numerics;
using System.Numerics.Tensors;
using GeoCore.Encoding.Kernels;
using GeoCore.Encoding.Posterior;

namespace GeoCore.Encoding.Networks;

/// <summary>What a posterior of the last layer needs: the outputs before that layer, and how far they spread the logits.</summary>
public sealed partial class DenseNetwork
{
    private readonly int _spreadRows;

    /// <summary>Whether the last layer adds a bias.</summary>
    public bool HasBias => Shape.Name != NetworkShape.FcNet;

    /// <summary>Outputs of the last hidden layer; the features themselves where there is none.</summary>
    public int HiddenOutputs => _layers[^1].Inputs;

    /// <summary>Weights of the last layer, [outputs, hidden outputs and, where there is one, the bias].</summary>
    internal double[] LastWeights
    {
        get
        {
            var last = _layers[^1];
            return [.. from output in Enumerable.Range(0, Outputs)
                       from input in Enumerable.Range(0, HiddenOutputs + (HasBias ? 1 : 0))
                       select input < HiddenOutputs ? last.Weight(output, input) : last.Bias(output)];
        }
    }

    /// <summary>The same network without its last layer, whose answers are the last hidden outputs.</summary>
    /// <exception cref="InvalidOperationException">There is no other layer.</exception>
    public DenseNetwork WithoutLast() => _layers.Length > 1
        ? new DenseNetwork(Shape with { Outputs = HiddenOutputs }, _layers[..^1])
        : throw new InvalidOperationException("A network of one layer has no hidden outputs.");

    /// <summary>The same network with one answer: ln ‖F h̃‖², the logarithm of the variance that the posterior gives the logits of a place.</summary>
    /// <param name="posterior">Of the last layer of this network.</param>
    /// <exception cref="ArgumentException">The posterior belongs to another network.</exception>
    public DenseNetwork WithSpread(LastLayerPosterior posterior)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        var (rows, hidden) = (posterior.Weights, HiddenOutputs);
        if (rows != hidden + (HasBias ? 1 : 0) || posterior.Outputs != Outputs)
            throw new ArgumentException($"A posterior of {posterior.Outputs} × {rows} weights does not belong to a last layer of {Outputs} × {hidden}.", nameof(posterior));
        var weights = new double[rows * hidden];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = posterior.Factor[(i / hidden * rows) + (i % hidden)];
        }

        double[]? bias = HasBias ? [.. Enumerable.Range(0, rows).Select(row => posterior.Factor[(row * rows) + hidden])] : null;
        var last = new DenseLayer(hidden, rows, weights, bias, Activation.Identity);
        return new DenseNetwork(Shape with { Outputs = 1 }, [.. _layers[..^1], last], rows);
    }

    private double SpreadOf(ReadOnlySpan<double> rows) => Math.Log(TensorPrimitives.SumOfSquares(rows[.._spreadRows]));

    /// <summary>Puts the logarithm of the sum of squares of a panel's rows into its first row.</summary>
    private unsafe void SpreadOf(float* panel)
    {
        for (var lane = 0; lane < Panel.Places; lane += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var row = 0; row < _spreadRows; row++)
            {
                var value = Vector.Load(panel + (row * Panel.Places) + lane);
                sum += value * value;
            }

            sum.Store(panel + lane);
        }

        var first = new Span<float>(panel, Panel.Places);
        TensorPrimitives.Log(first, first);
    }
}
