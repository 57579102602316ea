using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;

namespace GeoCore.Geolocation.Pooling;

/// <summary>A source in an ensemble. Immutable.</summary>
public sealed record EnsembleMember
{
    private readonly Lazy<DensityMap> _trainingPrior;

    /// <summary>Takes a source.</summary>
    /// <param name="source">What makes its maps.</param>
    /// <param name="weight">At least 0.</param>
    /// <param name="floor">Mixed into its maps and its training prior; null for none.</param>
    public EnsembleMember(ILocationSource source, double weight = 1, DensityFloor? floor = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, Weight, Floor) = (source, weight, floor);
        // the same for all photographs, and copied with the member when it is weighed anew
        _trainingPrior = new Lazy<DensityMap>(() => Under(source.TrainingPrior));
    }

    /// <summary>What makes its maps.</summary>
    public ILocationSource Source { get; }

    /// <summary>Mixed into its maps and its training prior; null for none.</summary>
    public DensityFloor? Floor { get; }

    /// <summary>At least 0; at 0 the source is switched off.</summary>
    public double Weight { get; init; }

    /// <summary>The source's training prior over the floor.</summary>
    public DensityMap TrainingPrior => _trainingPrior.Value;

    /// <summary>The source's map over the floor.</summary>
    internal DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken) => Under(Source.Evaluate(inputs, cancellationToken));

    private DensityMap Under(DensityMap map) => Floor?.Under(map) ?? map;
}
