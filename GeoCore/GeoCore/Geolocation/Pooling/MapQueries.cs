using System.Numerics.Tensors;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Photographs with known places whose maps are at hand, to fit weights, gates or the power of a single source to.</summary>
public sealed class MapQueries : IPoolingQueries
{
    private readonly IReadOnlyList<DensityMap> _trainingPriors;
    private readonly Func<int, IReadOnlyList<DensityMap>> _mapsOf;
    private readonly int[] _truths;
    private readonly double[] _logPriorMasses;

    /// <summary>Takes photographs.</summary>
    /// <param name="prior">The deployment prior; its grid is the one that sums run over, HEALPix 7 or coarser.</param>
    /// <param name="trainingPriors">One a source, on the same grid.</param>
    /// <param name="places">Where the photographs were taken, degrees; each in a cell.</param>
    /// <param name="mapsOf">The maps of a photograph, one a source, on the same grid; asked again in every step, by several threads.</param>
    /// <exception cref="ArgumentException">The grids differ, a place lies in no cell, or there is no source.</exception>
    public MapQueries(
        DensityMap prior, IReadOnlyList<DensityMap> trainingPriors, IEnumerable<(double Longitude, double Latitude)> places, Func<int, IReadOnlyList<DensityMap>> mapsOf)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(trainingPriors);
        ArgumentNullException.ThrowIfNull(mapsOf);
        if (trainingPriors.Count == 0)
            throw new ArgumentException("There is no source.", nameof(trainingPriors));
        var grid = MapMixture.CommonGrid([prior, .. trainingPriors]);
        (_trainingPriors, _mapsOf) = (trainingPriors, mapsOf);
        _truths = [.. places.Select(place => grid.CellAt(place.Longitude, place.Latitude))];
        if (Array.IndexOf(_truths, -1) is >= 0 and var outside)
            throw new ArgumentException($"Photograph {outside} lies in no cell.", nameof(places));
        _logPriorMasses = [.. Enumerable.Range(0, grid.Count).Select(cell => prior.LogDensity(cell) + Math.Log(grid.Areas.Km2(cell)))];
    }

    /// <inheritdoc/>
    public int Count => _truths.Length;

    /// <inheritdoc/>
    public int SourceCount => _trainingPriors.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<double> LogPriorMasses => _logPriorMasses;

    /// <inheritdoc/>
    public int TruthOf(int query) => _truths[query];

    /// <inheritdoc/>
    public void WriteRatios(int query, Span<double> ratios)
    {
        var maps = _mapsOf(query);
        if (maps.Count != SourceCount)
            throw new InvalidOperationException($"Photograph {query} has {maps.Count} maps, not {SourceCount}.");
        var cells = _logPriorMasses.Length;
        var prior = new double[cells];
        for (var source = 0; source < maps.Count; source++)
        {
            var part = ratios.Slice(source * cells, cells);
            Write(maps[source], part);
            Write(_trainingPriors[source], prior);
            LogPool.Ratio(part, prior, part);
        }
    }

    private static void Write(DensityMap map, Span<double> logDensities)
    {
        TensorPrimitives.ConvertTruncating(map.Values, logDensities);
        TensorPrimitives.Subtract(logDensities, map.LogNormaliser, logDensities);
    }
}
