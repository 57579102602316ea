using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources;

/// <summary>Turns what a model says about one photograph into a map of where it may have been taken.</summary>
/// <remarks>Implementations may be asked by several threads at once, and answer the same bits whatever their number.</remarks>
public interface ILocationSource
{
    /// <summary>How settings name the source.</summary>
    string Name { get; }

    /// <summary>Cells of its maps.</summary>
    Grid Grid { get; }

    /// <summary>Numbers of a model's answer, such as logits or the components of an embedding.</summary>
    int InputCount { get; }

    /// <summary>Where the photographs lay that the model was trained with: what its maps contain beside the photograph.</summary>
    DensityMap TrainingPrior { get; }

    /// <summary>The map of one photograph.</summary>
    /// <param name="inputs"><see cref="InputCount"/> finite numbers.</param>
    /// <param name="cancellationToken">Looked at while cells are filled.</param>
    /// <exception cref="ArgumentException">The numbers are too few, too many or not finite.</exception>
    DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken = default);
}
