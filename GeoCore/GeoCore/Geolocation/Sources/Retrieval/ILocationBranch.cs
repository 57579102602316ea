namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>Embeds places in the space in which images are embedded too.</summary>
public interface ILocationBranch
{
    /// <summary>Numbers of an embedding.</summary>
    int Width { get; }

    /// <summary>Embeds places.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="embeddings">Receives [places, <see cref="Width"/>], of any length.</param>
    void Embed(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> embeddings);
}
