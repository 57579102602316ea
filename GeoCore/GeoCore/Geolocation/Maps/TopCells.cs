using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Maps;

/// <summary>The densest cells of a map up to an area or a mass: where to search first.</summary>
/// <remarks>
/// Cells are counted into 65 536 buckets by the upper half of their density's bits, in an order that integers share with floating-point numbers; only
/// the bucket in which the limit lies is sorted. Equally dense cells come in the order of their numbers. Cells without density never belong.
/// </remarks>
public sealed class TopCells
{
    private const int Buckets = 1 << 16;

    /// <summary>A sum of two areas of cells as doubles is off by a few of their last bits.</summary>
    private const double Roundings = 1 + 1e-15;

    private TopCells(int[] cells, double areaKm2, double mass) => (Cells, AreaKm2, Mass) = (cells, areaKm2, mass);

    /// <summary>The cells in the order of their numbers.</summary>
    public IReadOnlyList<int> Cells { get; }

    /// <summary>Their area, km².</summary>
    public double AreaKm2 { get; }

    /// <summary>Their probability.</summary>
    public double Mass { get; }

    /// <summary>As many of the densest cells as fit into an area.</summary>
    /// <param name="map">The map.</param>
    /// <param name="budgetKm2">km², at least 0.</param>
    public static TopCells ForArea(DensityMap map, double budgetKm2)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(budgetKm2 >= 0))
            throw new ArgumentOutOfRangeException(nameof(budgetKm2), budgetKm2, "An area is not negative.");
        // the sphere has more units than a double has digits: a budget that was an area of cells must still hold them
        var budget = (long)Math.Min(budgetKm2 * Roundings * CellAreas.UnitsPerKm2, 9e18);
        var (values, areas) = (map.Memory, map.Grid.Areas);
        var units = new long[Buckets];
        for (var cell = 0; cell < values.Length; cell++)
        {
            units[BucketOf(values.Span[cell])] += areas.Units[cell / areas.CellsPerEntry];
        }

        var bucket = Buckets - 1;
        while (bucket > BucketOf(float.NegativeInfinity) && units[bucket] <= budget)
        {
            budget -= units[bucket--];
        }

        return Collect(map, bucket, cell =>
        {
            budget -= areas.Units[cell / areas.CellsPerEntry];
            return budget >= 0;
        });
    }

    /// <summary>The fewest densest cells that hold a mass: the highest-density set.</summary>
    /// <param name="map">The map.</param>
    /// <param name="mass">Probability, 0 to 1; where the cells hold less in all, the answer is all that have density.</param>
    public static TopCells ForMass(DensityMap map, double mass)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!(mass is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(mass), mass, "A probability lies between 0 and 1.");
        var values = map.Memory;
        var masses = map.Masses();
        var sums = new double[Buckets];
        for (var cell = 0; cell < masses.Length; cell++)
        {
            sums[BucketOf(values.Span[cell])] += masses[cell];
        }

        var bucket = Buckets - 1;
        while (bucket > BucketOf(float.NegativeInfinity) && sums[bucket] < mass)
        {
            mass -= sums[bucket--];
        }

        return Collect(map, bucket, cell =>
        {
            var isWanted = mass > 0;
            mass -= masses[cell];
            return isWanted;
        });
    }

    /// <summary>The cells above a bucket, and of those in it the densest until one is not wanted.</summary>
    private static TopCells Collect(DensityMap map, int bucket, Func<int, bool> isWanted)
    {
        var values = map.Memory;
        List<int> cells = [], crossing = [];
        for (var cell = 0; cell < values.Length; cell++)
        {
            var own = BucketOf(values.Span[cell]);
            if (own > bucket)
                cells.Add(cell);
            else if (own == bucket && !float.IsNegativeInfinity(values.Span[cell]))
                crossing.Add(cell);
        }

        crossing.Sort((a, b) => values.Span[a] == values.Span[b] ? a.CompareTo(b) : values.Span[b].CompareTo(values.Span[a]));
        cells.AddRange(crossing.TakeWhile(isWanted));
        cells.Sort();
        long area = 0;
        var mass = 0.0;
        foreach (var cell in cells)
        {
            area += map.Grid.Areas.Units[cell / map.Grid.Areas.CellsPerEntry];
            mass += map.Mass(cell);
        }

        return new TopCells([.. cells], area / CellAreas.UnitsPerKm2, mass);
    }

    /// <summary>The upper 16 bits of the integer that is ordered as the number is.</summary>
    private static int BucketOf(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f); // −0 becomes 0
        return (int)((bits ^ (bits >> 31 == 1 ? uint.MaxValue : 0x80000000)) >> 16);
    }
}
