using GeoCore.Geodesy;

namespace GeoCore.Evaluation.Search;

/// <summary>What a map promises somebody who searches its densest cells first: how much of the mass within which area, and what the next square kilometre is worth.</summary>
/// <remarks>True as far as the map is calibrated. Built from costs instead of areas, every square kilometre is a unit of cost.</remarks>
public sealed class SearchValue
{
    // the corners of mass as a function of area, from (0, 0) to (everything, 1); straight between them, since equally dense cells come in random order
    private readonly double[] _areas, _masses;

    private SearchValue(double[] areas, double[] masses) => (_areas, _masses) = (areas, masses);

    /// <summary>Everything there is to search, km².</summary>
    public double TotalKm2 => _areas[^1];

    /// <summary>Mean area until the truth is found, km².</summary>
    public double ExpectedAreaToFindKm2 => ExpectedFurtherAreaKm2(0);

    /// <summary>The value of a search by area.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="residualMass">Share of the mass that lies in no cell, 0 to 1 exclusive; it is searched last.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, no cell has mass, or a number is outside its range.</exception>
    public static SearchValue OfAreas(
        ReadOnlySpan<float> logDensities, CellAreas areas, double residualMass = 0, double totalKm2 = GreatCircle.SphereAreaKm2)
    {
        MapMass.Check(logDensities, areas, residualMass);
        var levels = new double[logDensities.Length];
        for (var cell = 0; cell < levels.Length; cell++)
        {
            levels[cell] = float.IsNaN(logDensities[cell]) ? double.NegativeInfinity : logDensities[cell];
        }

        return Of(levels, logDensities, areas, areas, residualMass, totalKm2);
    }

    /// <summary>The value of a search by cost.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density per km², up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="costs">Cost of searching each cell.</param>
    /// <param name="totalCost">Cost of everything there is to search.</param>
    /// <param name="residualMass">Share of the mass that lies in no cell, 0 to 1 exclusive; it is searched last.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, no cell has mass, or a number is outside its range.</exception>
    public static SearchValue OfCosts(ReadOnlySpan<float> logDensities, CellAreas areas, CellAreas costs, double totalCost, double residualMass = 0)
    {
        MapMass.Check(logDensities, areas, residualMass);
        var levels = new double[logDensities.Length];
        CostLevels.Write(logDensities, areas, costs, levels);
        return Of(levels, logDensities, areas, costs, residualMass, totalCost);
    }

    /// <summary>Mass found within a budget, 0 to 1.</summary>
    /// <param name="budgetKm2">Area searched, km².</param>
    public double RecallAt(double budgetKm2)
    {
        var corner = CornerAbove(budgetKm2);
        return corner == _areas.Length ? 1 : Interpolate(budgetKm2, corner);
    }

    /// <summary>Mass that the next square kilometre holds, per km².</summary>
    /// <param name="budgetKm2">Area searched so far, km².</param>
    public double MarginalRecallPerKm2(double budgetKm2)
    {
        var corner = CornerAbove(budgetKm2);
        return corner == _areas.Length ? 0 : (_masses[corner] - _masses[corner - 1]) / (_areas[corner] - _areas[corner - 1]);
    }

    /// <summary>Probability, per km², that the next square kilometre holds the truth that has not been found yet.</summary>
    /// <param name="budgetKm2">Area searched so far, km².</param>
    /// <remarks>It may rise again as the search goes on: what has been searched is ruled out.</remarks>
    public double HazardPerKm2(double budgetKm2)
    {
        var left = 1 - RecallAt(budgetKm2);
        return left > 0 ? MarginalRecallPerKm2(budgetKm2) / left : 0;
    }

    /// <summary>Mean area that has still to be searched when the truth has not been found within a budget, km².</summary>
    /// <param name="budgetKm2">Area searched so far, km².</param>
    public double ExpectedFurtherAreaKm2(double budgetKm2)
    {
        var corner = CornerAbove(budgetKm2);
        if (corner == _areas.Length)
        {
            return 0;
        }

        // every straight part holds its mass in its middle on average
        var (area, mass) = (Math.Max(budgetKm2, 0), Interpolate(Math.Max(budgetKm2, 0), corner));
        var left = 1 - mass;
        var sum = 0.0;
        for (var i = corner; i < _areas.Length; i++)
        {
            sum += (_masses[i] - mass) * ((area + _areas[i]) / 2 - budgetKm2);
            (area, mass) = (_areas[i], _masses[i]);
        }

        return left > 0 ? sum / left : 0;
    }

    private static SearchValue Of(
        double[] levels, ReadOnlySpan<float> logDensities, CellAreas areas, CellAreas costs, double residualMass, double total)
    {
        var order = new int[levels.Length];
        for (var cell = 0; cell < order.Length; cell++)
        {
            (order[cell], levels[cell]) = (cell, -levels[cell]);
        }

        Array.Sort(levels, order);
        var peak = MapMass.Peak(logDensities);
        List<double> corners = [0], masses = [0];
        var (units, mass) = (0L, 0.0);
        for (var i = 0; i < order.Length && levels[i] < double.PositiveInfinity; i++)
        {
            units += costs.UnitsOf(order[i]);
            mass += MapMass.Of(logDensities[order[i]], peak) * areas.Km2(order[i]);
            if (i + 1 == order.Length || levels[i + 1] != levels[i])
            {
                corners.Add(units / CellAreas.UnitsPerKm2);
                masses.Add(mass);
            }
        }

        for (var i = 0; i < masses.Count; i++)
        {
            masses[i] *= (1 - residualMass) / mass;
        }

        total = Math.Max(total, costs.TotalKm2);
        if (total > corners[^1])
        {
            corners.Add(total);
            masses.Add(1);
        }

        masses[^1] = 1;
        return new SearchValue([.. corners], [.. masses]);
    }

    /// <summary>The first corner beyond a budget; the number of corners where everything has been searched.</summary>
    private int CornerAbove(double budgetKm2)
    {
        var (low, high) = (1, _areas.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _areas[middle] > budgetKm2 ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private double Interpolate(double budgetKm2, int corner) =>
        _masses[corner - 1] + (_masses[corner] - _masses[corner - 1]) * Math.Max(0, budgetKm2 - _areas[corner - 1]) / (_areas[corner] - _areas[corner - 1]);
}
