using System.Numerics;
using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>Finds, without sorting, how much area of a map is denser than a place of it: one pass that compares and adds.</summary>
/// <remarks>
/// Equally dense means equal as stored numbers; there is no tolerance. NaN counts as no density. Densities may be logarithms: the
/// level that means "nothing" is then −∞. Cost: one read of the map.
/// </remarks>
public static class DensityRanking
{
    /// <summary>Cells whose counts fit 32-bit lanes and whose densities stay in the nearest cache while several truths look at them.</summary>
    private const int BlockLength = 4096;

    /// <summary>Ranks one truth.</summary>
    /// <param name="densities">Density of each cell (per km²), its logarithm, or any score to rank by.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="truthCell">Cell of the truth, or −1 when it lies in none.</param>
    /// <param name="nothing">Level at and below which a cell counts as empty: 0 for densities, −∞ for logarithms.</param>
    /// <param name="totalKm2">Everything there is to search, cells or not, km²; the sphere unless given.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, there is no such cell, or the cells exceed the total.</exception>
    public static RequiredArea Rank<T>(
        ReadOnlySpan<T> densities, CellAreas areas, int truthCell, T nothing, double totalKm2 = GreatCircle.SphereAreaKm2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<RequiredArea> result = [default];
        Rank(densities, areas, [truthCell], nothing, result, totalKm2);
        return result[0];
    }

    /// <summary>Ranks several truths on one map in one pass over it.</summary>
    /// <param name="densities">Density of each cell (per km²), its logarithm, or any score to rank by.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="truthCells">Cells of the truths; −1 for one that lies in none.</param>
    /// <param name="nothing">Level at and below which a cell counts as empty: 0 for densities, −∞ for logarithms.</param>
    /// <param name="results">Receives one answer a truth.</param>
    /// <param name="totalKm2">Everything there is to search, cells or not, km²; the sphere unless given.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, there is no such cell, or the cells exceed the total.</exception>
    public static void Rank<T>(
        ReadOnlySpan<T> densities, CellAreas areas, ReadOnlySpan<int> truthCells, T nothing, Span<RequiredArea> results,
        double totalKm2 = GreatCircle.SphereAreaKm2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(areas);
        var total = Check(densities.Length, areas, truthCells, results.Length, totalKm2);
        var levels = new T[truthCells.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            var level = truthCells[i] < 0 ? nothing : densities[truthCells[i]];
            levels[i] = level > nothing ? level : nothing; // NaN is not above anything
        }

        var denser = new long[levels.Length];
        var tied = new long[levels.Length];
        Sum(densities, areas, levels, denser, tied);
        for (var i = 0; i < levels.Length; i++)
        {
            var isNothing = levels[i] == nothing;
            var tiedKm2 = (isNothing ? total - denser[i] : tied[i]) / CellAreas.UnitsPerKm2;
            results[i] = new RequiredArea(
                denser[i] / CellAreas.UnitsPerKm2, tiedKm2, truthCells[i] < 0 ? tiedKm2 : OwnArea(areas, truthCells[i], isNothing, tiedKm2), isNothing);
        }
    }

    /// <summary>An empty cell is searched together with all else that is empty.</summary>
    private static double OwnArea(CellAreas areas, int cell, bool isNothing, double tiedKm2) =>
        isNothing ? Math.Min(areas.Km2(cell), tiedKm2) : areas.Km2(cell);

    private static long Check(int cells, CellAreas areas, ReadOnlySpan<int> truthCells, int results, double totalKm2)
    {
        if (cells != areas.Count)
        {
            throw new ArgumentException($"There are {cells} densities and {areas.Count} areas.", nameof(areas));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(results, truthCells.Length);
        foreach (var cell in truthCells)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(cell, -1, nameof(truthCells));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, cells, nameof(truthCells));
        }

        // the areas of a complete grid are rounded one by one: their sum may pass the total by a rounding each
        var total = CellAreas.ToUnits(totalKm2);
        var excess = areas.TotalUnits - total;
        if (excess > cells)
        {
            throw new ArgumentException($"The cells have {areas.TotalKm2} km², more than the {totalKm2} km² there are.", nameof(totalKm2));
        }

        return Math.Max(total, areas.TotalUnits);
    }

    private static void Sum<T>(ReadOnlySpan<T> densities, CellAreas areas, ReadOnlySpan<T> levels, Span<long> denser, Span<long> tied)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var units = areas.Units;
        var perEntry = areas.CellsPerEntry;
        if (perEntry == 1)
        {
            for (var start = 0; start < units.Length; start += BlockLength)
            {
                var length = Math.Min(BlockLength, units.Length - start);
                for (var i = 0; i < levels.Length; i++)
                {
                    AddAreas(densities.Slice(start, length), units.Slice(start, length), levels[i], ref denser[i], ref tied[i]);
                }
            }

            return;
        }

        for (var entry = 0; entry < units.Length; entry++)
        {
            var cells = densities.Slice(entry * perEntry, perEntry);
            for (var start = 0; start < cells.Length; start += BlockLength)
            {
                var block = cells.Slice(start, Math.Min(BlockLength, cells.Length - start));
                for (var i = 0; i < levels.Length; i++)
                {
                    var (above, equal) = Count(block, levels[i]);
                    denser[i] += above * units[entry];
                    tied[i] += equal * units[entry];
                }
            }
        }
    }

    /// <summary>Cells above a level and at it.</summary>
    private static (long Above, long Equal) Count<T>(ReadOnlySpan<T> densities, T level)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return VectorCounts.Of(System.Runtime.InteropServices.MemoryMarshal.Cast<T, float>(densities), float.CreateTruncating(level));
        }

        long above = 0, equal = 0;
        foreach (var density in densities)
        {
            above += density > level ? 1 : 0;
            equal += density == level ? 1 : 0;
        }

        return (above, equal);
    }

    private static void AddAreas<T>(ReadOnlySpan<T> densities, ReadOnlySpan<long> units, T level, ref long denser, ref long tied)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long above = 0, equal = 0;
        for (var i = 0; i < densities.Length; i++)
        {
            above += densities[i] > level ? units[i] : 0;
            equal += densities[i] == level ? units[i] : 0;
        }

        denser += above;
        tied += equal;
    }
}
