using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>A probability distribution over places: a density on the cells of a grid and a mass outside of them. Immutable.</summary>
/// <remarks>
/// Logarithms are kept in single precision relative to the densest cell, where they are exact, and their normaliser in double precision;
/// −∞ stands for no density. Cells of equal stored numbers are equally dense.
/// </remarks>
public sealed class DensityMap
{
    private readonly float[] _values;

    private DensityMap(Grid grid, float[] values, double logNormaliser, double residualMass) =>
        (Grid, _values, LogNormaliser, ResidualMass) = (grid, values, logNormaliser, residualMass);

    /// <summary>The cells.</summary>
    public Grid Grid { get; }

    /// <summary>ln ρ + <see cref="LogNormaliser"/> of each cell, 0 at the densest: what ranking needs.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Subtracted from <see cref="Values"/> it makes them logarithms of densities per km².</summary>
    public double LogNormaliser { get; }

    /// <summary>Probability of places that no cell covers, 0 to 1; it counts as evenly spread there.</summary>
    public double ResidualMass { get; }

    /// <summary>ln of the density of places that no cell covers, per km².</summary>
    public double ResidualLogDensity => ResidualMass > 0 ? Math.Log(ResidualMass / Grid.ResidualKm2) : double.NegativeInfinity;

    /// <summary>The map that is nowhere denser than elsewhere on its cells.</summary>
    /// <param name="grid">The cells; the mass outside is 0.</param>
    public static DensityMap Uniform(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new DensityMap(grid, new float[grid.Count], Math.Log(grid.Areas.TotalKm2), 0);
    }

    /// <summary>Makes a map from logarithms of densities in any unit.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="logDensities">One a cell; −∞ for none.</param>
    /// <param name="residualMass">Probability outside the cells, 0 to below 1.</param>
    /// <exception cref="ArgumentException">Their number is not that of the cells, one is NaN or +∞, all are −∞, or a complete grid has a residual.</exception>
    public static DensityMap FromLogDensities(Grid grid, ReadOnlySpan<double> logDensities, double residualMass = 0)
    {
        Check(grid, logDensities.Length, residualMass);
        var peak = logDensities.IsEmpty ? double.NaN : TensorPrimitives.Max(logDensities);
        if (!double.IsFinite(peak))
            throw new ArgumentException($"The largest logarithm of a density is {peak}.", nameof(logDensities));
        var values = new float[logDensities.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(logDensities[i] - peak);
        }

        return Normalise(grid, values, residualMass);
    }

    /// <summary>Makes a map from logarithms of densities in single precision, as files hold them.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="logDensities">One a cell; −∞ for none.</param>
    /// <param name="residualMass">Probability outside the cells, 0 to below 1.</param>
    /// <exception cref="ArgumentException">As for double precision.</exception>
    public static DensityMap FromLogDensities(Grid grid, ReadOnlySpan<float> logDensities, double residualMass = 0) =>
        Adopt(grid, logDensities.ToArray(), residualMass);

    /// <summary>Makes a map from logarithms of densities in single precision, which it changes and keeps.</summary>
    internal static DensityMap Adopt(Grid grid, float[] values, double residualMass = 0)
    {
        Check(grid, values.Length, residualMass);
        var peak = values.Length == 0 ? float.NaN : TensorPrimitives.Max<float>(values);
        if (!float.IsFinite(peak))
            throw new ArgumentException($"The largest logarithm of a density is {peak}.", nameof(values));
        if (peak != 0)
            TensorPrimitives.Subtract(values, peak, values);
        return Normalise(grid, values, residualMass);
    }

    /// <summary>Makes a map from densities, or scores, in any unit.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="densities">One a cell, finite and at least 0, one of them above.</param>
    /// <param name="residualMass">Probability outside the cells, 0 to below 1.</param>
    /// <exception cref="ArgumentException">A number is none of that.</exception>
    public static DensityMap FromDensities(Grid grid, ReadOnlySpan<double> densities, double residualMass = 0)
    {
        var logarithms = new double[densities.Length];
        for (var i = 0; i < logarithms.Length; i++)
        {
            if (!(densities[i] >= 0 && double.IsFinite(densities[i])))
                throw new ArgumentException($"The density of cell {i} is {densities[i]}.", nameof(densities));
            logarithms[i] = Math.Log(densities[i]);
        }

        return FromLogDensities(grid, logarithms, residualMass);
    }

    /// <summary>Makes a map from the masses of cells in any unit.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="masses">One a cell, finite and at least 0, one of them above.</param>
    /// <param name="residualMass">Probability outside the cells, 0 to below 1.</param>
    /// <exception cref="ArgumentException">A number is none of that.</exception>
    public static DensityMap FromMasses(Grid grid, ReadOnlySpan<double> masses, double residualMass = 0)
    {
        Check(grid, masses.Length, residualMass);
        var densities = new double[masses.Length];
        for (var i = 0; i < densities.Length; i++)
        {
            densities[i] = masses[i] / grid.Areas.Km2(i);
        }

        return FromDensities(grid, densities, residualMass);
    }

    /// <summary>ln of a cell's density per km².</summary>
    /// <param name="cell">0 to the number of cells − 1.</param>
    public double LogDensity(int cell) => _values[cell] - LogNormaliser;

    /// <summary>ln of all cells' densities per km², as files hold them.</summary>
    /// <param name="logDensities">Receives one a cell.</param>
    /// <exception cref="ArgumentException">There are fewer than cells.</exception>
    public void WriteLogDensities(Span<float> logDensities)
    {
        if (logDensities.Length < _values.Length)
            throw new ArgumentException($"{_values.Length} cells do not fit {logDensities.Length} numbers.", nameof(logDensities));
        for (var cell = 0; cell < _values.Length; cell++)
        {
            logDensities[cell] = (float)LogDensity(cell);
        }
    }

    /// <summary>ln of the density at a place, per km²; the residual's outside the cells.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public double LogDensityAt(double longitude, double latitude) =>
        Grid.CellAt(longitude, latitude) is >= 0 and var cell ? LogDensity(cell) : ResidualLogDensity;

    /// <summary>Probability of a cell.</summary>
    /// <param name="cell">0 to the number of cells − 1.</param>
    public double Mass(int cell) => Math.Exp(LogDensity(cell)) * Grid.Areas.Km2(cell);

    /// <summary>Probabilities of all cells.</summary>
    public double[] Masses()
    {
        var masses = new double[_values.Length];
        BlockSum.Each(masses.Length, (start, length) => WriteMasses(start, masses.AsSpan(start, length)));
        return masses;
    }

    /// <summary>Entropy of the density, nats of km²; its exponential is the area of an even map that says as much.</summary>
    public double Entropy => BlockSum.Of(_values.Length, (start, length) =>
    {
        Span<double> masses = new double[length];
        WriteMasses(start, masses);
        var sum = 0.0;
        for (var i = 0; i < length; i++)
        {
            sum -= masses[i] > 0 ? masses[i] * LogDensity(start + i) : 0;
        }

        return sum;
    });

    /// <summary>The map with every density raised to a power: above 1 sharper, below 1 blunter.</summary>
    /// <param name="exponent">At least 0; the inverse of a temperature.</param>
    public DensityMap Power(double exponent)
    {
        if (!(exponent >= 0 && double.IsFinite(exponent)))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "A power of a map is finite and not negative.");
        var values = new float[_values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            // a cell without density stays without, also under the power 0
            values[i] = float.IsNegativeInfinity(_values[i]) ? _values[i] : (float)(exponent * _values[i]);
        }

        return Normalise(Grid, values, ResidualMass);
    }

    internal ReadOnlyMemory<float> Memory => _values;

    /// <summary>Probabilities of some cells in a row.</summary>
    internal void WriteMasses(int start, Span<double> masses) =>
        LogMass.Write<float>(_values.AsSpan(start, masses.Length), start, Grid.Areas, LogNormaliser, masses);

    private static DensityMap Normalise(Grid grid, float[] values, double residualMass)
    {
        var logSum = LogMass.LogSum<float>(values, grid.Areas);
        return double.IsFinite(logSum)
            ? new DensityMap(grid, values, logSum - Math.Log(1 - residualMass), residualMass)
            : throw new ArgumentException($"The logarithm of the sum of all masses is {logSum}.", nameof(values));
    }

    private static void Check(Grid grid, int cells, double residualMass)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (cells != grid.Count)
            throw new ArgumentException($"The grid {grid.Name} has {grid.Count} cells, not {cells}.", nameof(cells));
        if (!(residualMass is >= 0 and < 1) || (residualMass > 0 && grid.IsComplete))
            throw new ArgumentException($"A residual of {residualMass} is not possible on {grid.Name}.", nameof(residualMass));
    }
}
