namespace GeoCore.Evaluation;

/// <summary>The densest cells of a map that together reach a mass, equally dense ones all or none.</summary>
/// <param name="LogLevel">Logarithm of the least density in the region, as stored in the map; −∞ where the region is everything.</param>
/// <param name="AreaKm2">Area, km².</param>
/// <param name="Mass">The map's mass in it, 0 to 1.</param>
public readonly record struct SearchRegion(float LogLevel, double AreaKm2, double Mass)
{
    /// <summary>The smallest such region with at least a given mass.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="mass">Above 0; at 1 and beyond the region is everything there is, cells or not.</param>
    /// <param name="residualMass">Share of the mass that lies in no cell, 0 to 1 exclusive.</param>
    /// <param name="totalKm2">Everything there is to search, km²; the sphere unless given.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, no cell has mass, or a number is outside its range.</exception>
    public static SearchRegion Of(
        ReadOnlySpan<float> logDensities, CellAreas areas, double mass, double residualMass = 0, double totalKm2 = Geodesy.GreatCircle.SphereAreaKm2)
    {
        MapMass.Check(logDensities, areas, residualMass);
        if (!(mass > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(mass), mass, "A mass is above 0.");
        }

        var everything = new SearchRegion(float.NegativeInfinity, Math.Max(totalKm2, areas.TotalKm2), 1);
        if (mass >= 1 - residualMass)
        {
            return everything;
        }

        var classes = new DensityClasses(logDensities, areas);
        var wanted = mass / (1 - residualMass) * classes.TotalMass;
        var (crossing, above) = classes.Crossing(wanted);
        var units = classes.UnitsAbove(crossing);
        var (cells, levels) = classes.Sorted(logDensities, crossing, crossing);
        for (var i = 0; i < cells.Length; i++)
        {
            above += MapMass.Of(levels[i], classes.Peak) * areas.Km2(cells[i]);
            units += areas.UnitsOf(cells[i]);
            if (above >= wanted && (i + 1 == cells.Length || levels[i + 1] != levels[i]))
            {
                return new SearchRegion(levels[i], units / CellAreas.UnitsPerKm2, above / classes.TotalMass * (1 - residualMass));
            }
        }

        // the class's mass and the sum of its cells differ by rounding: it is taken whole
        return new SearchRegion(levels[^1], units / CellAreas.UnitsPerKm2, above / classes.TotalMass * (1 - residualMass));
    }

    /// <summary>Whether a place whose cell has this stored logarithm of density belongs to the region.</summary>
    /// <param name="logDensity">−∞ or NaN where the place lies in no cell or has no density.</param>
    public bool Contains(float logDensity) => float.IsNegativeInfinity(LogLevel) || logDensity >= LogLevel;
}
