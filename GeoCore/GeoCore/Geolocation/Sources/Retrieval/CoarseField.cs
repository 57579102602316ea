using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>A first look at a field on large cells: only the best of them are looked at on small ones, the others keep their own cosine.</summary>
/// <remarks>Cost of a query: the large cells, and the best share of the small ones, instead of all small ones.</remarks>
public sealed class CoarseField
{
    private readonly NestedGrid _grid;
    private readonly Embeddings _cells;

    /// <summary>Takes the large cells.</summary>
    /// <param name="grid">A coarser level of the hierarchy of the maps.</param>
    /// <param name="cells">Embeddings of its cells.</param>
    /// <param name="share">Share of the large cells that are looked at closely, above 0, up to 1.</param>
    /// <exception cref="ArgumentException">The embeddings do not fit, or the share is outside its range.</exception>
    public CoarseField(NestedGrid grid, Embeddings cells, double share = 0.05)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != grid.Count)
            throw new ArgumentException($"The grid {grid.Name} has {grid.Count} cells, not {cells.Count}.", nameof(cells));
        if (!(share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        (_grid, _cells, Share) = (grid, cells, share);
    }

    /// <summary>Share of the large cells that are looked at closely.</summary>
    public double Share { get; }

    internal void Check(Grid fine, int width)
    {
        if (fine is not NestedGrid nested || nested.Hierarchy != _grid.Hierarchy || nested.Level <= _grid.Level)
            throw new ArgumentException($"{_grid.Name} is no coarser level of {fine.Name}.", nameof(fine));
        if (width != _cells.Width)
            throw new ArgumentException($"Embeddings of {_cells.Width} and of {width} numbers cannot be compared.", nameof(width));
    }

    /// <summary>Cosines of all small cells.</summary>
    internal float[] Cosines(Embeddings fine, ReadOnlySpan<float> embedding)
    {
        var coarse = _cells.Cosines(embedding);
        var unit = fine.Unit(embedding);
        var ranked = Enumerable.Range(0, coarse.Length).ToArray();
        Array.Sort(coarse.Select(cosine => -cosine).ToArray(), ranked);
        var best = new bool[coarse.Length];
        foreach (var cell in ranked.AsSpan(0, (int)Math.Ceiling(Share * ranked.Length)))
        {
            best[cell] = true;
        }

        var parts = fine.Count / coarse.Length;
        var cosines = new float[fine.Count];
        BlockSum.Each(fine.Count, (start, length) =>
        {
            for (var cell = start; cell < start + length; cell++)
            {
                cosines[cell] = best[cell / parts] ? fine.Dot(unit, cell) : coarse[cell / parts];
            }
        });
        return cosines;
    }
}
