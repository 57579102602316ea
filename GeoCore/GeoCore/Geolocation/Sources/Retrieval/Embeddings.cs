using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>Rows of unit length to compare an image's embedding with. Immutable.</summary>
public sealed class Embeddings
{
    private readonly float[] _rows;

    /// <summary>Takes rows and brings them to unit length.</summary>
    /// <param name="width">Numbers of a row, at least 1.</param>
    /// <param name="rows">[count, width]; finite, none all 0.</param>
    /// <exception cref="ArgumentException">The numbers make no rows, or a row has no direction.</exception>
    public Embeddings(int width, ReadOnlySpan<float> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (rows.IsEmpty || rows.Length % width != 0)
            throw new ArgumentException($"{rows.Length} numbers are no rows of {width}.", nameof(rows));
        (Width, _rows) = (width, new float[rows.Length]);
        for (var i = 0; i < Count; i++)
        {
            Normalise(rows.Slice(i * width, width), _rows.AsSpan(i * width, width));
        }
    }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Count => _rows.Length / Width;

    /// <summary>The embeddings of the centres of all cells of a grid: 4 bytes · width · cells.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="branch">What embeds places.</param>
    /// <param name="cancellationToken">Looked at every few thousand cells.</param>
    public static Embeddings OfCells(Grid grid, ILocationBranch branch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(branch);
        const int together = 4096;
        var rows = new float[checked(grid.Count * branch.Width)];
        double[] longitudes = new double[together], latitudes = new double[together];
        for (var first = 0; first < grid.Count; first += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(together, grid.Count - first);
            for (var i = 0; i < count; i++)
            {
                (longitudes[i], latitudes[i]) = grid.CentreOf(first + i);
            }

            branch.Embed(longitudes.AsSpan(0, count), latitudes.AsSpan(0, count), rows.AsSpan(first * branch.Width, count * branch.Width));
        }

        return new Embeddings(branch.Width, rows);
    }

    /// <summary>Cosines of an embedding with all rows.</summary>
    /// <param name="embedding">Of any length above 0.</param>
    public float[] Cosines(ReadOnlySpan<float> embedding)
    {
        var unit = Unit(embedding);
        var cosines = new float[Count];
        BlockSum.Each(Count, (start, length) =>
        {
            for (var i = start; i < start + length; i++)
            {
                cosines[i] = Dot(unit, i);
            }
        });
        return cosines;
    }

    internal float[] Unit(ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != Width)
            throw new ArgumentException($"An embedding has {Width} numbers, not {embedding.Length}.", nameof(embedding));
        var unit = new float[Width];
        Normalise(embedding, unit);
        return unit;
    }

    internal float Dot(ReadOnlySpan<float> unit, int row) => TensorPrimitives.Dot(unit, _rows.AsSpan(row * Width, Width));

    private static void Normalise(ReadOnlySpan<float> row, Span<float> unit)
    {
        var length = TensorPrimitives.Norm(row);
        if (!(length > 0 && float.IsFinite(length)))
            throw new ArgumentException($"An embedding of length {length} has no direction.", nameof(row));
        TensorPrimitives.Divide(row, length, unit);
    }
}
