using System.Buffers;
using System.Collections.Concurrent;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Styles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Tiles;

/// <summary>The one way from a layer to the bytes of a picture or of values; tiles, maps and coverages all go through it.</summary>
public sealed class TileRenderer
{
    private const int MostSolid = 1024;

    /// <summary>Larger pictures of one colour are not kept: anybody can ask for any size.</summary>
    private const int MostSolidPixels = TileRequest.MostPixels * TileRequest.MostPixels;

    private readonly TileEncoders _encoders;
    private readonly TimeProvider _time;
    private readonly PixelBufferPool _buffers = new(2 * Environment.ProcessorCount);
    private readonly ConcurrentDictionary<(IImageEncoder Encoder, uint Color, int Width, int Height), byte[]> _solid = new();

    /// <summary>Creates a renderer.</summary>
    /// <param name="encoders">Formats that can be written.</param>
    /// <param name="time">Clock of the timings.</param>
    public TileRenderer(TileEncoders encoders, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(encoders);
        ArgumentNullException.ThrowIfNull(time);
        _encoders = encoders;
        _time = time;
    }

    /// <summary>Renders a window.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="grid">The window.</param>
    /// <param name="options">Values and colours.</param>
    /// <param name="format">File format.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="features">Which features of a vector tile; null for all.</param>
    /// <returns>The file, and what the steps took.</returns>
    /// <exception cref="OptionException">The options do not fit the layer.</exception>
    /// <exception cref="SourceUnavailableException">The file behind the layer is gone or damaged.</exception>
    public (EncodedTile Tile, RenderTiming Timing) Render(
        Layer layer, PixelGrid grid, RenderOptions options, TileFormat format, CancellationToken cancellationToken, FeatureChoice? features = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(format);
        if (format.IsVector)
            return Outline(layer, grid, features ?? FeatureChoice.All, cancellationToken);
        var style = format.IsPicture ? RenderStyles.StyleOf(layer, options) : null;
        var bands = layer.PlanesOf(options);
        var buffer = _buffers.Rent(bands.Count, grid.Width, grid.Height);
        try
        {
            var started = _time.GetTimestamp();
            layer.Render(grid, options, buffer, cancellationToken);
            ProjectionReach.Forget(grid, buffer, cancellationToken);
            var rendered = _time.GetTimestamp();
            cancellationToken.ThrowIfCancellationRequested();
            var isEmpty = !HasValue(buffer.Values);
            var tile = style is null
                ? new EncodedTile(EncodeValues(buffer, grid, bands, format), isEmpty, false)
                : Draw(style, buffer, format, IsPhotograph(style, options), isEmpty);
            return (tile, new RenderTiming(TimeSpan.Zero, _time.GetElapsedTime(started, rendered), _time.GetElapsedTime(rendered)));
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }

    private (EncodedTile Tile, RenderTiming Timing) Outline(Layer layer, PixelGrid grid, FeatureChoice features, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var body = layer.DrawFeatures(grid, features, cancellationToken);
        return (new EncodedTile(body, body.Length == 0, false), new RenderTiming(TimeSpan.Zero, _time.GetElapsedTime(started), TimeSpan.Zero));
    }

    /// <summary>Copies a tile of an archive; of pictures a transparent one where there is none.</summary>
    /// <exception cref="SourceUnavailableException">The archive is gone or damaged.</exception>
    internal (EncodedTile Tile, RenderTiming Timing) Copy(ArchiveLayer layer, TileIndex index)
    {
        var started = _time.GetTimestamp();
        var body = layer.Read(index);
        var tile = body is { Length: > 0 } ? new EncodedTile(body, false, false) { IsGzipped = body is [0x1F, 0x8B, ..] }
            : layer.DefaultFormat.IsVector ? new EncodedTile([], true, false)
            : Solid(_encoders.PictureEncoder(TileFormat.Png, false), PackedColor.Transparent, ArchiveLayer.TileSize, ArchiveLayer.TileSize, true) with { Instead = TileFormat.Png };
        return (tile, new RenderTiming(TimeSpan.Zero, _time.GetElapsedTime(started), TimeSpan.Zero));
    }

    /// <summary>The picture of a window where the layer has nothing; shared by all windows of the size.</summary>
    /// <exception cref="OptionException">The options do not fit the layer.</exception>
    internal EncodedTile Blank(Layer layer, RenderOptions options, TileFormat format, int width, int height)
    {
        var style = RenderStyles.StyleOf(layer, options);
        return Solid(_encoders.PictureEncoder(format, IsPhotograph(style, options)), style.NoDataColor, width, height, true);
    }

    /// <summary>GeoTIFF has no mask here: where no number means nodata, whole numbers are written as floats, and NaN is nodata.</summary>
    private byte[] EncodeValues(PixelBuffer<float> values, PixelGrid grid, IReadOnlyList<LayerBand> bands, TileFormat format)
    {
        var type = TypeOf(bands);
        var noData = bands[0].NoData;
        if (format == TileFormat.GeoTiff && noData is null)
            (type, noData) = (type == RasterDataType.Float64 ? type : RasterDataType.Float32, double.NaN);
        return _encoders.ValueEncoder(format)(values, grid, type, noData);
    }

    /// <summary>Coded heights are three bands, too, but every bit of them counts.</summary>
    private static bool IsPhotograph(RenderStyle style, RenderOptions options) => style is RgbStyle && options.Algorithm is null;

    private EncodedTile Draw(RenderStyle style, PixelBuffer<float> values, TileFormat format, bool isPhotograph, bool isEmpty)
    {
        var encoder = _encoders.PictureEncoder(format, isPhotograph);
        if (isEmpty)
            return Solid(encoder, style.NoDataColor, values.Width, values.Height, true);
        return style is BandStyle { Scale: var scale } && encoder is PngEncoder && DrawIndexed(scale, values, encoder) is { } indexed
            ? indexed
            : DrawColors(style, values, encoder);
    }

    private EncodedTile? DrawIndexed(ColorScale scale, PixelBuffer<float> values, IImageEncoder encoder)
    {
        var count = values.Width * values.Height;
        var rented = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            var indices = rented.AsSpan(0, count);
            if (!scale.TryIndex(values.Band(0), indices, out var palette))
                return null;
            return indices.ContainsAnyExcept(indices[0])
                ? new EncodedTile(PngEncoder.EncodeIndexed(indices, values.Width, values.Height, palette.Span, scale.Content), false, false)
                : Solid(encoder, palette.Span[indices[0]], values.Width, values.Height, false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private EncodedTile DrawColors(RenderStyle style, PixelBuffer<float> values, IImageEncoder encoder)
    {
        var count = values.Width * values.Height;
        var rented = ArrayPool<uint>.Shared.Rent(count);
        try
        {
            var colors = rented.AsSpan(0, count);
            style.Paint(values, colors);
            return colors.ContainsAnyExcept(colors[0])
                ? new EncodedTile(encoder.Encode(colors, values.Width, values.Height), false, false)
                : Solid(encoder, colors[0], values.Width, values.Height, false);
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(rented);
        }
    }

    /// <summary>A picture of one colour, encoded once for all that need it.</summary>
    private EncodedTile Solid(IImageEncoder encoder, uint color, int width, int height, bool isEmpty)
    {
        var key = (encoder, color, width, height);
        if (_solid.TryGetValue(key, out var known))
            return new EncodedTile(known, isEmpty, true);
        var body = encoder is PngEncoder ? PngEncoder.EncodeSolid(color, width, height) : EncodeSolid(encoder, color, width, height);
        if (_solid.Count >= MostSolid || (long)width * height > MostSolidPixels)
            return new EncodedTile(body, isEmpty, false);
        return new EncodedTile(_solid.GetOrAdd(key, body), isEmpty, true);
    }

    private static byte[] EncodeSolid(IImageEncoder encoder, uint color, int width, int height)
    {
        var pixels = new uint[checked(width * height)];
        pixels.AsSpan().Fill(color);
        return encoder.Encode(pixels, width, height);
    }

    private static bool HasValue(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
                return true;
        }

        return false;
    }

    /// <summary>The type of all bands, or one that holds them all.</summary>
    private static RasterDataType TypeOf(IReadOnlyList<LayerBand> bands) =>
        bands.All(band => band.DataType == bands[0].DataType) ? bands[0].DataType : RasterDataType.Float32;
}
