using static TorchSharp.torch;

namespace Learners.ContinualLearning.Projection;

/// <summary>How far the examples of each class lie from each other: the mean cosine distance of pairs, from sums of unit vectors alone.</summary>
/// <remarks>
/// With s the sum of N unit vectors, the mean over pairs is 1 − (‖s‖² − N) / (N (N − 1)). Sums are kept a task and a class, so that pairs of different tasks
/// can be told apart; no example is kept.
/// </remarks>
internal sealed class ClassSpread : IDisposable
{
    private readonly Tensor _sums;
    private readonly Tensor _counts;

    /// <summary>Nothing seen.</summary>
    /// <param name="tasks">Of the sequence.</param>
    /// <param name="classes">Told apart.</param>
    /// <param name="width">Numbers of a vector.</param>
    internal ClassSpread(int tasks, int classes, int width)
    {
        (Tasks, Classes, Width) = (tasks, classes, width);
        _sums = zeros(tasks, classes, width, ScalarType.Float64).DetachFromDisposeScope();
        _counts = zeros(tasks, classes, ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>What a checkpoint keeps.</summary>
    internal IEnumerable<(string Name, Tensor Tensor)> State => [("sums", _sums), ("counts", _counts)];

    private int Tasks { get; }

    private int Classes { get; }

    private int Width { get; }

    /// <summary>Takes the examples of a task in.</summary>
    /// <param name="task">From 0.</param>
    /// <param name="vectors">One row after another.</param>
    /// <param name="labels">Class of each row.</param>
    internal void Add(int task, ReadOnlySpan<float> vectors, ReadOnlySpan<long> labels)
    {
        using var scope = NewDisposeScope();
        double[] sums = _sums.data<double>().ToArray(), counts = _counts.data<double>().ToArray();
        for (var row = 0; row < labels.Length; row++)
        {
            var vector = vectors.Slice(row * Width, Width);
            var norm = 0.0;
            foreach (var value in vector)
            {
                norm += (double)value * value;
            }

            var slot = task * Classes + (int)labels[row];
            counts[slot]++;
            norm = norm > 0 ? 1 / Math.Sqrt(norm) : 0;
            for (var i = 0; i < Width; i++)
            {
                sums[slot * Width + i] += norm * vector[i];
            }
        }

        _sums.copy_(tensor(sums, _sums.shape));
        _counts.copy_(tensor(counts, _counts.shape));
    }

    /// <summary>Mean cosine distance of all pairs of a class; NaN where there is no pair.</summary>
    /// <param name="ofClass">From 0.</param>
    internal double Within(int ofClass)
    {
        var (sum, count, _, _) = Totals(ofClass);
        return count > 1 ? 1 - (sum - count) / (count * (count - 1)) : double.NaN;
    }

    /// <summary>Mean cosine distance of pairs of a class from different tasks; NaN where there is no such pair.</summary>
    /// <param name="ofClass">From 0.</param>
    internal double Across(int ofClass)
    {
        var (sum, count, sumsOfTasks, squares) = Totals(ofClass);
        var pairs = count * count - squares;
        return pairs > 0 ? 1 - (sum - sumsOfTasks) / pairs : double.NaN;
    }

    /// <summary>+1 for classes that stay together, −1 for those that spread: nearer than the mean of the classes, across tasks as soon as there are two.</summary>
    internal int[] Signs()
    {
        var distances = Enumerable.Range(0, Classes).Select(Across).ToArray();
        if (distances.Any(double.IsNaN))
        {
            distances = [.. Enumerable.Range(0, Classes).Select(Within)];
        }

        var mean = distances.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return [.. distances.Select(distance => distance < mean ? 1 : -1)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sums.Dispose();
        _counts.Dispose();
    }

    // ‖Σ s_t‖², N, Σ ‖s_t‖², Σ N_t²
    private (double Sum, double Count, double SumsOfTasks, double Squares) Totals(int ofClass)
    {
        using var scope = NewDisposeScope();
        double[] sums = _sums.data<double>().ToArray(), counts = _counts.data<double>().ToArray(), total = new double[Width];
        double count = 0, own = 0, squares = 0;
        for (var task = 0; task < Tasks; task++)
        {
            var slot = task * Classes + ofClass;
            count += counts[slot];
            squares += counts[slot] * counts[slot];
            for (var i = 0; i < Width; i++)
            {
                var value = sums[slot * Width + i];
                total[i] += value;
                own += value * value;
            }
        }

        return (total.Sum(value => value * value), count, own, squares);
    }
}
