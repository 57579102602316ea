using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Tiles;

/// <summary>Writes values with their place on the Earth.</summary>
/// <param name="values">Planes; NaN is nodata.</param>
/// <param name="grid">Where the pixels lie.</param>
/// <param name="type">Type in the file.</param>
/// <param name="noData">Number that stands for nodata, or null where the layer names none.</param>
/// <returns>The file.</returns>
public delegate byte[] ValueEncoder(PixelBuffer<float> values, PixelGrid grid, RasterDataType type, double? noData);

/// <summary>The encoders at hand. PNG and NPY always are; who can write other formats registers them. Immutable.</summary>
public sealed class TileEncoders
{
    private readonly Dictionary<TileFormat, (IImageEncoder Exact, IImageEncoder Photograph)> _pictures;
    private readonly Dictionary<TileFormat, ValueEncoder> _values;

    private TileEncoders(
        Dictionary<TileFormat, (IImageEncoder Exact, IImageEncoder Photograph)> pictures, Dictionary<TileFormat, ValueEncoder> values)
    {
        _pictures = pictures;
        _values = values;
    }

    /// <summary>Changes whenever the same pixels may give other bytes than before; part of every ETag (<c>ev</c>).</summary>
    public const string Version = "e1";

    /// <summary>PNG and NPY.</summary>
    public static TileEncoders Default { get; } = new(
        new() { [TileFormat.Png] = (PngEncoder.Instance, PngEncoder.Instance) },
        new() { [TileFormat.Npy] = (values, _, type, noData) => NpyEncoder.Encode(values, type, noData) });

    /// <summary>Formats that can be written.</summary>
    public IEnumerable<TileFormat> Formats => TileFormat.All.Where(Supports);

    /// <summary>Adds a picture format.</summary>
    /// <param name="format">A format of pictures.</param>
    /// <param name="exact">For colormaps and classes.</param>
    /// <param name="photograph">For red, green and blue bands.</param>
    public TileEncoders With(TileFormat format, IImageEncoder exact, IImageEncoder photograph)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.IsPicture
            ? new(new(_pictures) { [format] = (exact, photograph) }, _values)
            : throw new ArgumentException($"{format} holds values.", nameof(format));
    }

    /// <summary>Adds a format of values.</summary>
    /// <param name="format">A format of values.</param>
    /// <param name="encoder">Its writer.</param>
    public TileEncoders With(TileFormat format, ValueEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.IsPicture
            ? throw new ArgumentException($"{format} holds colours.", nameof(format))
            : new(_pictures, new(_values) { [format] = encoder });
    }

    /// <summary>Whether a format can be written.</summary>
    public bool Supports(TileFormat format) => _pictures.ContainsKey(format) || _values.ContainsKey(format);

    internal IImageEncoder PictureEncoder(TileFormat format, bool isPhotograph) =>
        _pictures.TryGetValue(format, out var pair)
            ? isPhotograph ? pair.Photograph : pair.Exact
            : throw new NotSupportedException($"No encoder is registered for {format}.");

    internal ValueEncoder ValueEncoder(TileFormat format) =>
        _values.TryGetValue(format, out var encoder) ? encoder : throw new NotSupportedException($"No encoder is registered for {format}.");
}
