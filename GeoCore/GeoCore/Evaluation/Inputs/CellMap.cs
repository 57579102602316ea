using GeoCore.Evaluation.Points;
using GeoCore.Geodesy;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A map as values of cells. Truths in the same cell share one pass over it.</summary>
public sealed class CellMap : QueryMap
{
    private readonly MapCells _cells;
    private readonly double[] _values;
    private readonly MapValues _kind;
    private readonly double[] _levels;
    private readonly double _totalKm2;
    private readonly (double Longitude, double Latitude)? _best;
    private readonly Dictionary<(int, double), (RequiredArea Area, double Mass)> _ranked = [];
    private double? _logMass;
    private int[]? _densestFirst;

    /// <summary>Takes the values of cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="values">One value a cell, as <paramref name="kind"/> allows; NaN for nothing.</param>
    /// <param name="kind">What the values are.</param>
    /// <param name="key">By what cells are ranked; the raw score of a density is the density.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <param name="best">The best point of the gallery that the map was made of.</param>
    public CellMap(
        MapCells cells, double[] values, MapValues kind, RankKey key = RankKey.Density, double totalKm2 = GreatCircle.SphereAreaKm2,
        (double Longitude, double Latitude)? best = null)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(values);
        (_cells, _values, _kind, _totalKm2, _best) = (cells, values, kind, totalKm2, best);
        if (kind != MapValues.Mass)
        {
            _levels = ReferenceEquals(cells.TrueAreas, cells.Areas) ? values : ByCost();
            return;
        }

        _levels = new double[values.Length];
        RankKeys.Levels(values, cells.Areas, key, _levels);
    }

    private double Nothing => _kind == MapValues.LogDensity ? double.NegativeInfinity : 0;

    /// <inheritdoc/>
    public override RankedQuery Rank(Truth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var cell = _cells.CellOf(truth);
        var emptyKm2 = cell < 0 ? _cells.EmptyCellKm2(truth) : 0;
        if (!_ranked.TryGetValue((cell, emptyKm2), out var ranked))
        {
            RequiredArea area;
            try
            {
                area = DensityRanking.Rank<double>(_levels, _cells.Areas, cell, Nothing, _totalKm2);
            }
            catch (ArgumentException fault)
            {
                throw new InputException($"query {truth.Query}: {fault.Message}", fault);
            }

            area = area.Within(_totalKm2);
            area = cell < 0 ? area with { TruthCellKm2 = Math.Min(emptyKm2, area.TiedKm2) } : area;
            ranked = (area, MassAbove(cell));
            _ranked.Add((cell, emptyKm2), ranked);
        }

        return new RankedQuery(truth.Query, ranked.Area, truth.Weight, LogDensityAt(cell), Mass: ranked.Mass);
    }

    /// <inheritdoc/>
    public override (double AreaKm2, bool HoldsTruth)? Region(Truth truth, double mass)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var logMass = _logMass ??= LogMass();
        if (mass >= 1 || double.IsNegativeInfinity(logMass))
            return (_totalKm2, true);
        var order = _densestFirst ??= [.. Enumerable.Range(0, _levels.Length).Where(cell => _levels[cell] > Nothing).OrderByDescending(cell => _levels[cell])];
        var (reached, units, next, perMass) = (0.0, 0L, 0, Math.Exp(-logMass));
        while (next < order.Length && reached < mass)
        {
            var level = _levels[order[next]];
            for (; next < order.Length && _levels[order[next]] == level; next++)
            {
                reached += MassOf(order[next], logMass, perMass);
                units += _cells.Areas.UnitsOf(order[next]);
            }
        }

        var cell = _cells.CellOf(truth);
        return (units / CellAreas.UnitsPerKm2, cell >= 0 && next > 0 && _levels[cell] >= _levels[order[next - 1]]);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)? PointOf(PointRule rule)
    {
        if (rule == PointRule.Best && _best is not null)
            return _best;
        var logDensities = new float[_values.Length];
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            logDensities[cell] = (float)LogDensity(cell);
        }

        var chosen = rule == PointRule.Medoid && _values.Length > 0 && _cells.CentreOf(0) is not null
            ? PointPrediction.Medoid(logDensities, _cells.Areas, cell => _cells.CentreOf(cell)!.Value)
            : PointPrediction.DensestCell(logDensities);
        return chosen < 0 ? null : _cells.CentreOf(chosen);
    }

    /// <inheritdoc/>
    public override double OwnCentreKm(Truth truth, PointRule rule)
    {
        ArgumentNullException.ThrowIfNull(truth);
        return !(rule == PointRule.Best && _best is not null) && truth.HasPlace && _cells.CentreOf(truth) is var (longitude, latitude)
            ? GreatCircle.DistanceKm(truth.Longitude, truth.Latitude, longitude, latitude)
            : double.NaN;
    }

    /// <summary>Mass by cost of densities, or its logarithm.</summary>
    private double[] ByCost()
    {
        var levels = new double[_values.Length];
        for (var cell = 0; cell < levels.Length; cell++)
        {
            var areaByCost = _cells.TrueAreas.Km2(cell) / _cells.Areas.Km2(cell);
            levels[cell] = _values[cell] == Nothing ? Nothing : _kind == MapValues.LogDensity ? _values[cell] + Math.Log(areaByCost) : _values[cell] * areaByCost;
        }

        return levels;
    }

    /// <summary>The value at a place, degrees; NaN where there is none.</summary>
    internal double ValueAt(double longitude, double latitude) =>
        _cells.CellOf(new Truth(0, "", longitude, latitude, 1, null, [])) is >= 0 and var cell ? _values[cell] : double.NaN;

    /// <summary>Natural logarithm of the probability density of a cell, per km², when the map is made to hold a mass of 1.</summary>
    private double LogDensityAt(int cell)
    {
        _logMass ??= LogMass();
        return cell < 0 || double.IsNegativeInfinity(_logMass.Value) ? double.NegativeInfinity : LogDensity(cell) - _logMass.Value;
    }

    /// <summary>u: the share of the mass in cells ranked before the truth's and half of that in its equals; NaN of an empty map.</summary>
    private double MassAbove(int cell)
    {
        var logMass = _logMass ??= LogMass();
        if (double.IsNegativeInfinity(logMass))
            return double.NaN;
        var level = cell < 0 || double.IsNaN(_levels[cell]) ? Nothing : _levels[cell];
        var (above, perMass) = (0.0, Math.Exp(-logMass));
        for (var other = 0; other < _values.Length; other++)
        {
            if (_levels[other] >= level && _levels[other] > Nothing)
                above += MassOf(other, logMass, perMass) * (_levels[other] == level ? 0.5 : 1);
        }

        return Math.Clamp(above, 0, 1);
    }

    /// <summary>Mass of a cell when the map is made to hold a mass of 1.</summary>
    private double MassOf(int cell, double logMass, double perMass) =>
        _kind == MapValues.Mass ? _values[cell] * perMass : Math.Exp(LogDensity(cell) - logMass) * _cells.TrueAreas.Km2(cell);

    private double LogDensity(int cell)
    {
        var value = _values[cell];
        return double.IsNaN(value) ? double.NegativeInfinity
            : _kind == MapValues.LogDensity ? value
            : _kind == MapValues.Density ? Math.Log(value)
            : Math.Log(value) - Math.Log(_cells.TrueAreas.Km2(cell));
    }

    private double LogMass()
    {
        var peak = double.NegativeInfinity;
        for (var cell = 0; cell < _values.Length; cell++)
        {
            peak = Math.Max(peak, LogDensity(cell));
        }

        if (double.IsInfinity(peak))
            return double.NegativeInfinity;
        var sum = 0.0;
        for (var cell = 0; cell < _values.Length; cell++)
        {
            sum += Math.Exp(LogDensity(cell) - peak) * _cells.TrueAreas.Km2(cell);
        }

        return peak + Math.Log(sum);
    }
}
