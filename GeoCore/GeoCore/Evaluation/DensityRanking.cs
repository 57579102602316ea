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
            levels[i] = LevelOf(densities, truthCells[i], nothing);
        }

        var (denser, tied) = (new long[levels.Length], new long[levels.Length]);
        if (areas.CellsPerEntry == 1)
        {
            for (var start = 0; start < densities.Length; start += VectorCounts.BlockLength)
            {
                var length = Math.Min(VectorCounts.BlockLength, densities.Length - start);
                AddAreas(densities.Slice(start, length), areas.Units.Slice(start, length), levels, denser, tied);
            }
        }
        else
        {
            SumRows(densities, areas, levels, denser, tied);
        }

        for (var i = 0; i < levels.Length; i++)
        {
            results[i] = Answer(areas, truthCells[i], levels[i] == nothing, denser[i], tied[i], total);
        }
    }

    /// <summary>Ranks one truth on each of several maps of one grid; where every cell has an area of its own, the areas are read once for all maps.</summary>
    /// <param name="maps">Density of each cell (per km²), its logarithm, or any score to rank by, of each map.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="truthCells">Cell of each map's truth; −1 for one that lies in none.</param>
    /// <param name="nothing">Level at and below which a cell counts as empty: 0 for densities, −∞ for logarithms.</param>
    /// <param name="results">Receives one answer a map.</param>
    /// <param name="totalKm2">Everything there is to search, cells or not, km²; the sphere unless given.</param>
    /// <exception cref="ArgumentException">The numbers of maps, truths or cells differ, there is no such cell, or the cells exceed the total.</exception>
    public static void RankMaps<T>(
        ReadOnlySpan<ReadOnlyMemory<T>> maps, CellAreas areas, ReadOnlySpan<int> truthCells, T nothing, Span<RequiredArea> results,
        double totalKm2 = GreatCircle.SphereAreaKm2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(areas);
        if (maps.Length != truthCells.Length)
        {
            throw new ArgumentException($"There are {maps.Length} maps and {truthCells.Length} truths.", nameof(truthCells));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(results.Length, maps.Length);
        if (areas.CellsPerEntry > 1)
        {
            for (var i = 0; i < maps.Length; i++)
            {
                Rank(maps[i].Span, areas, truthCells.Slice(i, 1), nothing, results.Slice(i, 1), totalKm2);
            }

            return;
        }

        var levels = new T[maps.Length];
        var total = 0L;
        for (var i = 0; i < maps.Length; i++)
        {
            total = Check(maps[i].Length, areas, truthCells.Slice(i, 1), results.Length, totalKm2);
            levels[i] = LevelOf(maps[i].Span, truthCells[i], nothing);
        }

        var (denser, tied) = (new long[levels.Length], new long[levels.Length]);
        for (var start = 0; start < areas.Count; start += VectorCounts.BlockLength)
        {
            var length = Math.Min(VectorCounts.BlockLength, areas.Count - start);
            for (var i = 0; i < levels.Length; i++)
            {
                AddAreas(maps[i].Span.Slice(start, length), areas.Units.Slice(start, length), levels.AsSpan(i, 1), denser.AsSpan(i, 1), tied.AsSpan(i, 1));
            }
        }

        for (var i = 0; i < levels.Length; i++)
        {
            results[i] = Answer(areas, truthCells[i], levels[i] == nothing, denser[i], tied[i], total);
        }
    }

    /// <summary>Adds a block of cells with areas of their own; those are not even read where no cell reaches a level.</summary>
    private static void AddAreas<T>(ReadOnlySpan<T> densities, ReadOnlySpan<long> units, ReadOnlySpan<T> levels, Span<long> denser, Span<long> tied)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peak = BlockBounds.Peak(densities);
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] <= peak)
            {
                VectorAreas.Add(densities, units, levels[i], ref denser[i], ref tied[i]);
            }
        }
    }

    private static T LevelOf<T>(ReadOnlySpan<T> densities, int truthCell, T nothing)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var level = truthCell < 0 ? nothing : densities[truthCell];
        return level > nothing ? level : nothing; // NaN is not above anything
    }

    private static RequiredArea Answer(CellAreas areas, int truthCell, bool isNothing, long denser, long tied, long total)
    {
        var tiedKm2 = (isNothing ? total - denser : tied) / CellAreas.UnitsPerKm2;
        return new RequiredArea(
            denser / CellAreas.UnitsPerKm2, tiedKm2, truthCell < 0 ? tiedKm2 : OwnArea(areas, truthCell, isNothing, tiedKm2), isNothing);
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

        // the areas of a complete grid are rounded one by one, as doubles and to units: their sum may pass the total by a rounding each
        var total = CellAreas.ToUnits(totalKm2);
        var excess = areas.TotalUnits - total;
        if (excess > cells + (total >> 50))
        {
            throw new ArgumentException($"The cells have {areas.TotalKm2} km², more than the {totalKm2} km² there are.", nameof(totalKm2));
        }

        return Math.Max(total, areas.TotalUnits);
    }

    /// <summary>Counts cells of one area and multiplies once, so that no area is read for a cell.</summary>
    private static void SumRows<T>(ReadOnlySpan<T> densities, CellAreas areas, ReadOnlySpan<T> levels, Span<long> denser, Span<long> tied)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var perEntry = areas.CellsPerEntry;
        var (above, equal, order) = (new long[levels.Length], new long[levels.Length], new int[levels.Length]);
        var descending = levels.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(descending, order);
        Array.Reverse(descending);
        Array.Reverse(order);
        for (var entry = 0; entry < areas.Units.Length; entry++)
        {
            var cells = densities.Slice(entry * perEntry, perEntry);
            for (var start = 0; start < cells.Length; start += VectorCounts.BlockLength)
            {
                VectorCounts.Add(cells.Slice(start, Math.Min(VectorCounts.BlockLength, cells.Length - start)), descending, above, equal);
            }

            for (var i = 0; i < levels.Length; i++)
            {
                denser[order[i]] += above[i] * areas.Units[entry];
                tied[order[i]] += equal[i] * areas.Units[entry];
            }

            Array.Clear(above);
            Array.Clear(equal);
        }
    }
}
