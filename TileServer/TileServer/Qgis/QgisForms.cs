using System.Globalization;
using GeoCore.Features;
using TileServer.Coverages;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Qgis;

/// <summary>Lists the ways in which QGIS can have a layer of this server.</summary>
/// <param name="routes">What the server answers: only that is offered.</param>
internal sealed class QgisForms(ServedRoutes routes)
{
    private const string Mercator = "EPSG:3857", Degrees = "EPSG:4326";

    /// <summary>All ways, the quickest first.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="address">Address of the server, without a final slash.</param>
    internal IReadOnlyList<QgisForm> Of(Layer layer, string address)
    {
        var forms = new List<QgisForm>();
        if (PicturesOf(layer) is not null)
            forms.Add(Tiles(layer, address));
        if (routes.HasTiledMaps && layer.Bands.Count > 0)
            forms.Add(TiledMaps(layer, address));
        if (routes.HasMaps && layer.Bands.Count > 0)
            forms.Add(Maps(layer, address));
        if (CogEndpoints.HasFile(layer))
            forms.Add(Values(layer, address));
        if (layer.Offers(TileFormat.Vector))
            forms.Add(VectorTiles(layer, address));
        if (layer is PredictionLayer)
            forms.Add(Regions(layer, address));

        // cells of a probability are better had in tiles: there may be millions
        if (routes.HasFeatures && layer is not PredictionLayer && layer.Features is { } features)
            forms.Add(Items(layer, address, features.Info.Shape));
        return forms;
    }

    /// <summary>The format in which tiles of a layer are pictures; null where they are none.</summary>
    internal static TileFormat? PicturesOf(Layer layer) => layer.Offers(TileFormat.Png) ? TileFormat.Png : layer.DefaultFormat.IsPicture ? layer.DefaultFormat : null;

    /// <summary>The address of pictures in tiles, with braces and version.</summary>
    internal static string TileTemplate(Layer layer, string address) => Template(layer, address, PicturesOf(layer) ?? TileFormat.Png);

    /// <summary>The address of tiles of features.</summary>
    internal static string VectorTemplate(Layer layer, string address) => Template(layer, address, TileFormat.Vector);

    private static string Template(Layer layer, string address, TileFormat format) => $"{address}/tiles/{layer.Id}/{{z}}/{{x}}/{{y}}.{format.Name}?{Making(layer, "", "&")}v={layer.Version}";

    private static QgisForm Tiles(Layer layer, string address) => new("xyz", Title(layer, "tiles"), QgisLayerType.Raster, "wms",
        QgisUri.Of(("type", "xyz"), ("zmin", Number(layer.MinZoom)), ("zmax", Number(layer.MaxZoom)), ("url", TileTemplate(layer, address))), Mercator);

    private static QgisForm TiledMaps(Layer layer, string address) => new("wmts", Title(layer, "WMTS"), QgisLayerType.Raster, "wms",
        QgisUri.Of(("crs", Mercator), ("dpiMode", "7"), ("format", "image/png"), ("layers", layer.Id), ("styles", "default"), ("tileMatrixSet", "WebMercatorQuad"), ("contextualWMSLegend", "0"),
            ("featureCount", "10"), ("url", $"{address}/wmts/1.0.0/WMTSCapabilities.xml")), Mercator);

    private static QgisForm Maps(Layer layer, string address) => new("wms", Title(layer, "WMS"), QgisLayerType.Raster, "wms",
        QgisUri.Of(("crs", Mercator), ("dpiMode", "7"), ("format", "image/png"), ("layers", layer.Id), ("styles", ""), ("contextualWMSLegend", "0"), ("featureCount", "10"), ("url", $"{address}/wms")), Mercator);

    /// <summary>With a query behind the name GDAL looks for no files beside it, which would be forty requests more.</summary>
    private static QgisForm Values(Layer layer, string address) => new("cog", Title(layer, "values"), QgisLayerType.Raster, "gdal", $"/vsicurl/{address}/cog/{layer.Id}.tif?{Making(layer, "", "&")}v={layer.Version}", CrsOf(layer))
    {
        Style = RenderStyles.StyleOf(layer, RenderOptions.Default),
        Bands = [.. layer.SelectBands(RenderOptions.Default).Select(band => band.Number)],
    };

    private static QgisForm VectorTiles(Layer layer, string address) => new("mvt", Title(layer, layer is PredictionLayer ? "cells" : "vector tiles"), QgisLayerType.VectorTile, "vectortile",
        QgisUri.Of(("type", "xyz"), ("zmin", Number(layer.MinZoom)), ("zmax", Number(layer.MaxZoom)), ("url", VectorTemplate(layer, address))), Mercator)
    {
        Features = layer is PredictionLayer ? [] : layer.FeatureLayers,
    };

    private static QgisForm Regions(Layer layer, string address) => new("regions", Title(layer, "regions"), QgisLayerType.Vector, "ogr",
        $"/vsicurl/{address}/layers/{layer.Id}/regions?mass=0.5,0.8,0.95{Making(layer, "&", "")}", Degrees);

    private static QgisForm Items(Layer layer, string address, FeatureShape shape) => new("items", Title(layer, "features"), QgisLayerType.Vector, "OAPIF",
        $"url='{address}/' typename='{layer.Id}' pagingEnabled='true' restrictToRequestBBOX='1'", Degrees)
    {
        Shape = shape,
    };

    /// <summary>Of a file, as QGIS names it; what has no number of EPSG is in degrees.</summary>
    private static string CrsOf(Layer layer) => layer is RasterLayer raster && raster.Info.Crs.Identifier.StartsWith("EPSG:", StringComparison.Ordinal) ? raster.Info.Crs.Identifier : Degrees;

    private static string Title(Layer layer, string form) => $"{layer.Description.Title} ({form})";

    /// <summary>What addresses of an answer to a picture say of how it was made.</summary>
    private static string Making(Layer layer, string before, string behind) => layer is PredictionLayer { Making: { Length: > 0 } making } ? before + making + behind : "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
