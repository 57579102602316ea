namespace GeoCore.Geolocation.Pooling;

/// <summary>Photographs with known places, by what the sources say about each on one grid.</summary>
/// <remarks>Asked again in every step of a fit, by several threads at once; what is cheap to compute need not be kept.</remarks>
public interface IPoolingQueries
{
    /// <summary>Photographs.</summary>
    int Count { get; }

    /// <summary>Sources.</summary>
    int SourceCount { get; }

    /// <summary>ln of the mass of each cell under the deployment prior, ln (A π); −∞ for cells that are impossible.</summary>
    ReadOnlySpan<double> LogPriorMasses { get; }

    /// <summary>The cell of a photograph's place.</summary>
    /// <param name="query">0 to <see cref="Count"/> − 1.</param>
    int TruthOf(int query);

    /// <summary>Writes φ_m = ln ρ_m − ln π_m.</summary>
    /// <param name="query">0 to <see cref="Count"/> − 1.</param>
    /// <param name="ratios">Receives [sources, cells]; −∞ where a source forbids a cell. A constant added to a source's cells changes nothing.</param>
    void WriteRatios(int query, Span<double> ratios);
}
