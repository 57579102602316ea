using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Planning;

/// <summary>Which next stop leads from a place to a goal in so many stops: a score of every cell that trips know, and from it a probability.</summary>
/// <remarks>
/// Sections 3.2 and 11 of the specification: a stop c is scored by ⟨B₁(start), A(c)⟩, that it follows the start, plus ⟨Bₖ(c), A(goal)⟩, that the goal follows it
/// after k stops. The probability is the softmax of the scores times a sharpness that is fitted on trips that nothing else was learnt from.
/// </remarks>
internal sealed class Reachability
{
    private static readonly double[] s_sharpness = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64];

    private readonly ITextEncoder _encoder;
    private readonly float[] _vectors;
    private readonly int _stride;

    /// <summary>Encodes the cells.</summary>
    /// <param name="encoder">Trained on trips.</param>
    /// <param name="words">Of its vocabulary, which name the cells that trips know.</param>
    /// <exception cref="ArgumentException">They name none.</exception>
    internal Reachability(ITextEncoder encoder, IReadOnlyList<string> words)
    {
        (_encoder, Cells) = (encoder, CellWords.Cells(words));
        if (Cells.Count == 0)
        {
            throw new ArgumentException("the model was not trained on trips", nameof(words));
        }

        _stride = Roles.Count(encoder.Roles) * encoder.Width;
        _vectors = new float[Cells.Count * _stride];
        for (var i = 0; i < Cells.Count; i++)
        {
            encoder.Encode(CellWords.Of(new HierarchyCell(CellWords.Finest, Cells[i])), _vectors.AsSpan(i * _stride, _stride));
        }
    }

    /// <summary>Numbers of the cells, of HEALPix's level <see cref="CellWords.Finest"/>, ascending.</summary>
    internal IReadOnlyList<int> Cells { get; }

    /// <summary>Score of every cell as the next stop.</summary>
    /// <param name="start">Words of the place where the traveller is.</param>
    /// <param name="goal">Words of the place that is wanted.</param>
    /// <param name="stops">From the next stop to the goal, k; at least 1.</param>
    internal double[] Scores(string start, string goal, int stops)
    {
        float[] from = new float[_stride], to = new float[_stride];
        _encoder.Encode(start, from);
        _encoder.Encode(goal, to);
        int width = _encoder.Width, after = Roles.After(_encoder.Roles) * width;
        int next = Roles.Before(_encoder.Roles, Parity.Odd) * width, before = Roles.Before(_encoder.Roles, Parities.Of(stops)) * width;
        var scores = new double[Cells.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var cell = _vectors.AsSpan(i * _stride, _stride);
            scores[i] = (double)TensorPrimitives.Dot<float>(from.AsSpan(next, width), cell.Slice(after, width))
                + TensorPrimitives.Dot<float>(cell.Slice(before, width), to.AsSpan(after, width));
        }

        return scores;
    }

    /// <summary>The probability of the next stop as a map.</summary>
    /// <param name="scores">From <see cref="Scores"/>.</param>
    /// <param name="sharpness">That the scores are multiplied by.</param>
    internal DensityMap Map(ReadOnlySpan<double> scores, double sharpness)
    {
        var grid = NestedGrid.Healpix(CellWords.Finest);
        var masses = new double[grid.Count];
        var largest = TensorPrimitives.Max(scores);
        for (var i = 0; i < scores.Length; i++)
        {
            masses[Cells[i]] = Math.Exp(sharpness * (scores[i] - largest));
        }

        return DensityMap.FromMasses(grid, masses);
    }

    /// <summary>Logarithm of the probability of a cell among all.</summary>
    /// <param name="scores">From <see cref="Scores"/>.</param>
    /// <param name="truth">Index of the cell.</param>
    /// <param name="sharpness">That the scores are multiplied by.</param>
    internal static double LogProbability(ReadOnlySpan<double> scores, int truth, double sharpness)
    {
        var (largest, sum) = (TensorPrimitives.Max(scores), 0.0);
        foreach (var score in scores)
        {
            sum += Math.Exp(sharpness * (score - largest));
        }

        return (sharpness * (scores[truth] - largest)) - Math.Log(sum);
    }

    /// <summary>Steps of trips as start, next stop, goal, and stops from there to the goal; those whose next stop is no cell that is known are left out.</summary>
    /// <param name="trips">Held out.</param>
    /// <param name="stops">k.</param>
    internal IEnumerable<(string Start, int Truth, string Goal)> Steps(IEnumerable<Dialogue> trips, int stops)
    {
        var index = Cells.Select((cell, i) => (cell, i)).ToDictionary(pair => pair.cell, pair => pair.i);
        return trips.Where(trip => trip.Turns.Count > stops + 1)
            .Select(trip => (trip.Turns[0], CellWords.Cells(trip.Turns[1].Split(' ')) is [var cell] && index.TryGetValue(cell, out var i) ? i : -1, trip.Turns[stops + 1]))
            .Where(step => step.Item2 >= 0);
    }

    /// <summary>The sharpness under which the true next stops are most likely.</summary>
    /// <param name="trips">That nothing else was learnt from.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal double Fit(IReadOnlyList<Dialogue> trips, CancellationToken cancellationToken)
    {
        (double[] Scores, int Truth)[] all = [.. Enumerable.Range(1, 4).SelectMany(stops => Steps(trips, stops).Take(100).Select(step => (Scores(step.Start, step.Goal, stops), step.Truth)))];
        return all.Length == 0 ? 1 : s_sharpness.MaxBy(sharpness =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return all.Sum(step => LogProbability(step.Scores, step.Truth, sharpness));
        });
    }
}
