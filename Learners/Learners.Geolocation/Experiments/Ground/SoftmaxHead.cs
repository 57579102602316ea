using System.Numerics.Tensors;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>A softmax over linear scores of an embedding, fitted to a few photographs: standardised to the training set, brought to length 1, held back by λ ‖W‖²/2.</summary>
/// <remarks>Nesterov's accelerated gradient; the loss is convex and its gradient changes by at most ½ + λ along a vector of length 1, which gives the step.</remarks>
internal sealed class SoftmaxHead
{
    private const int Steps = 250;

    private readonly double[] _mean;
    private readonly double[] _deviation;
    private readonly double[][] _weights;
    private readonly double[] _logShares;

    /// <summary>Fits.</summary>
    /// <param name="embeddings">One a photograph, all of one length.</param>
    /// <param name="labels">Class of each; −1 for none.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="decay">λ, above 0.</param>
    internal SoftmaxHead(IReadOnlyList<float[]> embeddings, IReadOnlyList<int> labels, int classes, double decay)
    {
        int[] used = [.. Enumerable.Range(0, labels.Count).Where(i => labels[i] >= 0)];
        var width = embeddings[0].Length;
        (_mean, _deviation) = (new double[width], new double[width]);
        for (var k = 0; k < width; k++)
        {
            _mean[k] = used.Select(i => (double)embeddings[i][k]).DefaultIfEmpty().Average();
            var variance = used.Select(i => (embeddings[i][k] - _mean[k]) * (embeddings[i][k] - _mean[k])).DefaultIfEmpty().Average();
            _deviation[k] = variance > 1e-12 ? Math.Sqrt(variance) : 1;
        }

        // half a photograph more for every class, so that none is impossible
        _logShares = [.. Enumerable.Range(0, classes).Select(k => Math.Log((used.Count(i => labels[i] == k) + 0.5) / (used.Length + 0.5 * classes)))];
        double[][] rows = [.. used.Select(i => Standardised(embeddings[i]))];
        int[] truths = [.. used.Select(i => labels[i])];
        _weights = Fit(rows, truths, classes, decay);
    }

    /// <summary>ln of each class's probability.</summary>
    internal double[] LogProbabilities(float[] embedding) => Softmax(_weights, Standardised(embedding));

    /// <summary>ln of each class's share among the photographs fitted to.</summary>
    internal IReadOnlyList<double> LogShares => _logShares;

    private double[][] Fit(double[][] rows, int[] truths, int classes, double decay)
    {
        var width = _mean.Length;
        double[][] Zero() => [.. Enumerable.Range(0, classes).Select(_ => new double[width])];
        var (weights, previous, at, gradient) = (Zero(), Zero(), Zero(), Zero());
        var step = 1 / (0.5 + decay);
        for (var iteration = 0; iteration < Steps; iteration++)
        {
            var momentum = iteration / (iteration + 3.0);
            for (var k = 0; k < classes; k++)
            {
                for (var j = 0; j < width; j++)
                {
                    at[k][j] = weights[k][j] + momentum * (weights[k][j] - previous[k][j]);
                }

                TensorPrimitives.Multiply(at[k], decay, gradient[k]);
            }

            for (var i = 0; i < rows.Length; i++)
            {
                var logarithms = Softmax(at, rows[i]);
                for (var k = 0; k < classes; k++)
                {
                    var error = (Math.Exp(logarithms[k]) - (truths[i] == k ? 1 : 0)) / rows.Length;
                    TensorPrimitives.MultiplyAdd(rows[i], error, gradient[k], gradient[k]);
                }
            }

            for (var k = 0; k < classes; k++)
            {
                weights[k].CopyTo(previous[k], 0);
                TensorPrimitives.MultiplyAdd(gradient[k], -step, at[k], weights[k]);
            }
        }

        return weights;
    }

    private double[] Softmax(double[][] weights, double[] row)
    {
        double[] scores = [.. weights.Select((weight, k) => _logShares[k] + TensorPrimitives.Dot<double>(weight, row))];
        var largest = scores.Max();
        var total = largest + Math.Log(scores.Sum(score => Math.Exp(score - largest)));
        return [.. scores.Select(score => score - total)];
    }

    private double[] Standardised(float[] embedding)
    {
        double[] row = [.. embedding.Select((value, k) => (value - _mean[k]) / _deviation[k])];
        var length = TensorPrimitives.Norm<double>(row);
        TensorPrimitives.Divide(row, length > 0 ? length : 1, row);
        return row;
    }
}
