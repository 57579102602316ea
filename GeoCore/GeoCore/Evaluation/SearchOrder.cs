namespace GeoCore.Evaluation;

/// <summary>Cells in the order in which they are searched, densest first, for many questions about one map.</summary>
/// <remarks>One sort; then every question is a search among the different values. The area of a place is that of <see cref="RequiredArea"/>.</remarks>
public sealed class SearchOrder
{
    private readonly float[] _values;
    private readonly double[] _areasBefore;
    private readonly double[] _massesBefore;
    private readonly int[] _cellsBefore;

    /// <summary>Sorts the cells.</summary>
    /// <param name="values">What they are ordered by, largest first; NaN cells are not searched at all.</param>
    /// <param name="areasKm2">Area of each.</param>
    /// <param name="masses">What each holds, not negative.</param>
    /// <exception cref="ArgumentException">The numbers of values, areas and masses differ.</exception>
    public SearchOrder(ReadOnlySpan<float> values, ReadOnlySpan<double> areasKm2, ReadOnlySpan<double> masses)
    {
        if (areasKm2.Length != values.Length || masses.Length != values.Length)
            throw new ArgumentException("Every cell has a value, an area and a mass.", nameof(areasKm2));
        var order = new int[values.Length];
        var keys = new float[values.Length];
        var count = 0;
        for (var cell = 0; cell < values.Length; cell++)
        {
            if (!float.IsNaN(values[cell]))
                (keys[count], order[count++]) = (-values[cell], cell);
        }

        Array.Sort(keys, order, 0, count);
        var (groups, before) = (new List<float>(), new List<(double Area, double Mass, int Cells)>());
        double area = 0, mass = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                groups.Add(keys[i]);
                before.Add((area, mass, i));
            }

            area += areasKm2[order[i]];
            mass += masses[order[i]];
        }

        before.Add((area, mass, count));
        _values = [.. groups];
        _areasBefore = [.. before.Select(place => place.Area)];
        _massesBefore = [.. before.Select(place => mass > 0 ? place.Mass / mass : 0)];
        _cellsBefore = [.. before.Select(place => place.Cells)];
    }

    /// <summary>Area of all cells that have a value, km².</summary>
    public double TotalKm2 => _areasBefore[^1];

    /// <summary>Finds where cells of a value come.</summary>
    /// <param name="value">Value of one of the cells.</param>
    /// <param name="place">Their place.</param>
    /// <returns>False where no cell has the value.</returns>
    public bool TryFind(float value, out SearchPlace place)
    {
        var group = float.IsNaN(value) ? -1 : Array.BinarySearch(_values, -value);
        place = group < 0 ? default : new SearchPlace(_cellsBefore[group] + 1, _areasBefore[group], _areasBefore[group + 1] - _areasBefore[group], _massesBefore[group]);
        return group >= 0;
    }
}

/// <summary>Where cells of one value come in a search.</summary>
/// <param name="Rank">1 for the densest cells, else one more than there are denser ones.</param>
/// <param name="DenserKm2">Area of denser cells.</param>
/// <param name="TiedKm2">Area of cells as dense.</param>
/// <param name="DenserMass">Share of the mass in denser cells, 0 to 1.</param>
public readonly record struct SearchPlace(int Rank, double DenserKm2, double TiedKm2, double DenserMass)
{
    /// <summary>Expected area when equally dense cells are searched in random order, as <see cref="RequiredArea.MeanKm2"/>.</summary>
    public double MeanKm2 => DenserKm2 + (TiedKm2 / 2);
}
