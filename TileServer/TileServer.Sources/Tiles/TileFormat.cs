using System.Diagnostics.CodeAnalysis;

namespace TileServer.Sources.Tiles;

/// <summary>A file format of tiles.</summary>
public sealed class TileFormat
{
    private TileFormat(string name, string mediaType, bool isPicture)
    {
        Name = name;
        MediaType = mediaType;
        IsPicture = isPicture;
    }

    /// <summary>Palette or RGBA.</summary>
    public static TileFormat Png { get; } = new("png", "image/png", true);

    /// <summary>Lossless for colormaps, quality 80 for photographs.</summary>
    public static TileFormat Webp { get; } = new("webp", "image/webp", true);

    /// <summary>Quality 80, on white.</summary>
    public static TileFormat Jpeg { get; } = new("jpg", "image/jpeg", true);

    /// <summary>Values as NumPy keeps them, with a mask plane.</summary>
    public static TileFormat Npy { get; } = new("npy", GeoCore.Imaging.NpyEncoder.MediaType, false);

    /// <summary>Values with their place on the Earth.</summary>
    public static TileFormat GeoTiff { get; } = new("tif", "image/tiff; application=geotiff", false);

    /// <summary>Outlines with numbers (Mapbox Vector Tile 2.1); of probabilities of places only.</summary>
    public static TileFormat Vector { get; } = new("mvt", "application/vnd.mapbox-vector-tile", false);

    /// <summary>All formats.</summary>
    public static IReadOnlyList<TileFormat> All { get; } = [Png, Webp, Jpeg, Npy, GeoTiff, Vector];

    /// <summary>Extension in URLs, without a dot.</summary>
    public string Name { get; }

    /// <summary>For <c>Content-Type</c>.</summary>
    public string MediaType { get; }

    /// <summary>Whether a tile holds colours rather than values.</summary>
    public bool IsPicture { get; }

    /// <summary>Whether a tile holds outlines.</summary>
    public bool IsVector => this == Vector;

    /// <summary>Finds a format by extension; <c>jpeg</c>, <c>tiff</c> and <c>pbf</c> are understood, too.</summary>
    public static bool TryGet(string? extension, [NotNullWhen(true)] out TileFormat? format)
    {
        format = extension switch
        {
            "png" => Png,
            "webp" => Webp,
            "jpg" or "jpeg" => Jpeg,
            "npy" => Npy,
            "tif" or "tiff" => GeoTiff,
            "mvt" or "pbf" => Vector,
            _ => null,
        };
        return format is not null;
    }

    /// <summary>The extension.</summary>
    public override string ToString() => Name;
}
