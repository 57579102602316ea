namespace GeoCore.Raster.Zonal;

/// <summary>Collects the cells of one zone and band, and says what they are like.</summary>
/// <remarks>Mean and variance by the updating formula for weighted data of D. H. D. West, Comm. ACM 22 (1979), p. 532.</remarks>
public sealed class ZonalTally
{
    private readonly ZonalQuestion _question;
    private readonly List<float> _values = [];
    private readonly List<Cell> _cells = [];
    private double _weight, _mean, _squares, _sum, _count, _areaKm2, _integral;
    private long _masked;

    /// <summary>Begins with no cells.</summary>
    /// <param name="question">What will be asked; the weights decide about every sum.</param>
    public ZonalTally(ZonalQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        _question = question;
    }

    /// <summary>Adds a row of cells.</summary>
    /// <param name="values">NaN is nodata.</param>
    /// <param name="coverage">Share of each cell in the zone.</param>
    /// <param name="areasKm2">Area of each cell.</param>
    public void Add(ReadOnlySpan<float> values, ReadOnlySpan<double> coverage, ReadOnlySpan<double> areasKm2)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(coverage[i] > 0))
                continue;
            if (float.IsFinite(values[i]))
                Add(values[i], _question.Weights == ZonalWeights.None ? 1 : coverage[i], areasKm2[i]);
            else
                _masked++;
        }
    }

    /// <summary>Says what the cells are like.</summary>
    /// <exception cref="ZonalCategoriesException">There are more categories than anybody can read.</exception>
    public ZonalStatistics Summarise()
    {
        // numbers alone are sorted several times faster than records by a comparison
        float[] values = [.. _values];
        Cell[] cells = [.. _cells];
        Array.Sort(values, cells);
        var groups = Group(values, cells);
        var isEmpty = groups.Count == 0;
        var percentiles = Quantiles(groups, [50, .. _question.Percentiles]);
        return new ZonalStatistics(
            isEmpty ? null : groups[0].Value, isEmpty ? null : groups[^1].Value, isEmpty ? null : _mean, isEmpty ? null : _sum,
            isEmpty ? null : Math.Sqrt(Math.Max(_squares / _weight, 0)), percentiles[0], isEmpty ? null : groups.MaxBy(group => group.Weight).Value,
            isEmpty ? null : groups.MinBy(group => group.Weight).Value, groups.Count, _count, cells.Length, _masked, _areaKm2, _integral,
            [.. _question.Percentiles.Zip(percentiles.Skip(1))], _question.IsCategorical ? Categories(groups) : Bins(groups));
    }

    private void Add(float value, double count, double cellKm2)
    {
        var areaKm2 = count * cellKm2;
        var weight = _question.Weights == ZonalWeights.CoverageArea ? areaKm2 : count;
        _values.Add(value);
        _cells.Add(new Cell((float)weight, (float)count, (float)areaKm2));
        _count += count;
        _areaKm2 += areaKm2;
        _sum += value * count;
        _integral += value * areaKm2;
        if (!(weight > 0))
            return;
        _weight += weight;
        var distance = value - _mean;
        _mean += distance * weight / _weight;
        _squares += weight * distance * (value - _mean);
    }

    /// <summary>Equal values together, ascending.</summary>
    private static List<ValueGroup> Group(float[] sorted, Cell[] cells)
    {
        var groups = new List<ValueGroup>();
        for (var i = 0; i < sorted.Length;)
        {
            var value = sorted[i];
            double weight = 0, count = 0, areaKm2 = 0;
            for (; i < sorted.Length && sorted[i] == value; i++)
                (weight, count, areaKm2) = (weight + cells[i].Weight, count + cells[i].Count, areaKm2 + cells[i].AreaKm2);
            groups.Add(new ValueGroup(value, weight, count, areaKm2));
        }

        return groups;
    }

    /// <summary>For each percentage the least value with that much of the weight at it or below.</summary>
    private static double?[] Quantiles(List<ValueGroup> groups, double[] percentages)
    {
        // of many values that happen to be exact the sums are rounded: a share of the total this small is none
        const double rounding = 1e-9;
        var total = groups.Sum(group => group.Weight);
        var found = new double?[percentages.Length];
        var order = Enumerable.Range(0, percentages.Length).OrderBy(index => percentages[index]).ToArray();
        var next = 0;
        double sum = 0;
        foreach (var group in groups)
        {
            sum += group.Weight;
            for (; next < order.Length && sum >= (percentages[order[next]] / 100 * total) - (rounding * total); next++)
                found[order[next]] = group.Value;
        }

        for (; next < order.Length && groups.Count > 0; next++)
            found[order[next]] = groups[^1].Value;
        return found;
    }

    private ZonalHistogram Bins(List<ValueGroup> groups)
    {
        if (groups.Count == 0 && _question.Edges is null)
            return new ZonalHistogram([], [], []);
        var edges = _question.Edges is { } given ? [.. given] : EqualEdges(groups[0].Value, groups[^1].Value, _question.Bins);
        double[] counts = new double[edges.Length - 1], areas = new double[edges.Length - 1];
        var bin = 0;
        foreach (var group in groups)
        {
            if (group.Value < edges[0] || group.Value > edges[^1])
                continue;
            while (bin < counts.Length - 1 && group.Value >= edges[bin + 1])
                bin++;
            counts[bin] += group.Count;
            areas[bin] += group.AreaKm2;
        }

        return new ZonalHistogram(counts, areas, edges);
    }

    private static double[] EqualEdges(double minimum, double maximum, int bins)
    {
        // one value gets a bin of width 1 around it
        if (minimum == maximum)
            (minimum, maximum) = (minimum - 0.5, maximum + 0.5);
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
            edges[i] = i == bins ? maximum : minimum + (i * (maximum - minimum) / bins);
        return edges;
    }

    private static ZonalHistogram Categories(List<ValueGroup> groups) => groups.Count <= ZonalCategoriesException.Most
        ? new ZonalHistogram([.. groups.Select(group => group.Count)], [.. groups.Select(group => group.AreaKm2)], [.. groups.Select(group => group.Value)])
        : throw new ZonalCategoriesException($"{groups.Count} different values are more than {ZonalCategoriesException.Most} categories.");

    private readonly record struct Cell(float Weight, float Count, float AreaKm2);

    private readonly record struct ValueGroup(double Value, double Weight, double Count, double AreaKm2);
}
