namespace GeoCore.Evaluation.Search;

/// <summary>The order of a search that is paid for by effort, such as hours of travel, instead of by area: most mass for the least cost first.</summary>
public static class CostLevels
{
    /// <summary>Writes the logarithm of each cell's mass by its cost, by which <see cref="DensityRanking"/> then ranks with the costs in place of areas and −∞ for nothing.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density per km², up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="costs">Cost of searching each cell, in any unit.</param>
    /// <param name="levels">Receives one level a cell; +∞ for mass that costs nothing.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ.</exception>
    public static void Write(ReadOnlySpan<float> logDensities, CellAreas areas, CellAreas costs, Span<double> levels)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(costs);
        if (logDensities.Length != areas.Count || costs.Count != areas.Count || levels.Length < areas.Count)
        {
            throw new ArgumentException($"There are {logDensities.Length} densities, {areas.Count} areas, {costs.Count} costs and room for {levels.Length} levels.", nameof(costs));
        }

        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            var (area, cost) = (areas.UnitsOf(cell), costs.UnitsOf(cell));
            levels[cell] = !(logDensities[cell] > float.NegativeInfinity) || area == 0 ? double.NegativeInfinity
                : area == cost ? logDensities[cell] // exactly: a cost that is the area changes no tie
                : logDensities[cell] + Math.Log((double)area / cost);
        }
    }
}
