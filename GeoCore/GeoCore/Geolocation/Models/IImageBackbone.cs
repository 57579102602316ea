using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>A network that sees a picture and says it in numbers. Safe for threads.</summary>
public interface IImageBackbone : IDisposable
{
    /// <summary>For messages and logs.</summary>
    string Name { get; }

    /// <summary>Numbers of an embedding.</summary>
    int Width { get; }

    /// <summary>Embeds a picture.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="embedding">Receives <see cref="Width"/> numbers.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <exception cref="ArgumentException"><paramref name="embedding"/> is shorter.</exception>
    void Embed(Picture picture, Span<float> embedding, CancellationToken cancellationToken = default);
}
