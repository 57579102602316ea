using GeoCore.Imaging;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>Pictures with the places they show.</summary>
/// <param name="Pictures">The pictures.</param>
/// <param name="Longitudes">Of their centres, degrees; exact in single precision, as an artifact keeps them.</param>
/// <param name="Latitudes">Degrees, as many.</param>
internal sealed record PictureSet(IReadOnlyList<Picture> Pictures, double[] Longitudes, double[] Latitudes)
{
    /// <summary>Number of pictures.</summary>
    internal int Count => Longitudes.Length;

    /// <summary>What a frozen network says of each picture; null where pictures are looked at themselves.</summary>
    internal IReadOnlyList<float[]>? Embeddings { get; init; }

    /// <summary>Numbers of an embedding, or null.</summary>
    internal int? EmbeddingWidth => Embeddings?[0].Length;

    /// <summary>Takes pictures.</summary>
    /// <param name="items">Picture, longitude and latitude of each.</param>
    internal static PictureSet Of(IReadOnlyList<(Picture Picture, double Longitude, double Latitude)> items) => new(
        [.. items.Select(item => item.Picture)],
        [.. items.Select(item => (double)(float)item.Longitude)],
        [.. items.Select(item => (double)(float)item.Latitude)]);

    /// <summary>Some of the pictures.</summary>
    /// <param name="chosen">Their numbers.</param>
    internal PictureSet At(IReadOnlyList<int> chosen) =>
        new([.. chosen.Select(i => Pictures[i])], [.. chosen.Select(i => Longitudes[i])], [.. chosen.Select(i => Latitudes[i])])
        {
            Embeddings = Embeddings is null ? null : [.. chosen.Select(i => Embeddings[i])],
        };
}
