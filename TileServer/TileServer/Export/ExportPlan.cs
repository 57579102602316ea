using GeoCore.Archives;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Export;

/// <summary>Which tiles of a layer are written.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Format">Format of the tiles.</param>
/// <param name="Pixels">Pixels along the edge of a picture.</param>
/// <param name="Options">Values and colours.</param>
/// <param name="MinZoom">Smallest zoom of WebMercatorQuad.</param>
/// <param name="MaxZoom">Largest zoom.</param>
/// <param name="Bounds">Longitudes and latitudes in degrees.</param>
internal sealed record ExportPlan(Layer Layer, TileFormat Format, int Pixels, RenderOptions Options, int MinZoom, int MaxZoom, Envelope Bounds)
{
    /// <summary>Most tiles: what takes more is for a machine with days of time.</summary>
    internal const long MostTiles = 1L << 28;

    private IEnumerable<TileRange> Ranges => Enumerable.Range(MinZoom, MaxZoom - MinZoom + 1).Select(zoom => TileRange.Of(zoom, Bounds));

    /// <summary>How many tiles are looked at.</summary>
    internal long Count => Ranges.Sum(range => range.Count);

    /// <summary>The tiles, in the order in which archives keep them.</summary>
    internal IEnumerable<TileIndex> Tiles => Ranges.SelectMany(range => range.AlongCurve());

    /// <summary>A tile as the server would be asked for it.</summary>
    internal TileRequest RequestOf(TileIndex tile) => new(Layer, TileMatrixSets.WebMercatorQuad, tile, Pixels, Format, Options);

    /// <summary>What the archive says of itself.</summary>
    internal ArchiveDescription Describe() => new(Layer.Description.Title, Layer.Version, ContentOf(Format), MinZoom, MaxZoom, Bounds)
    {
        Text = Layer.Description.Description,
        Attribution = Layer.Description.Attribution,
        FeatureLayers = Format.IsVector ? Layer.FeatureLayers : [],
    };

    private static TileContent ContentOf(TileFormat format) =>
        format.IsVector ? TileContent.Vector : format == TileFormat.Jpeg ? TileContent.Jpeg : format == TileFormat.Webp ? TileContent.Webp : TileContent.Png;
}
