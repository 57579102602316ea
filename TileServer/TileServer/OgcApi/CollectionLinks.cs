using TileServer.Features;
using TileServer.Http;
using TileServer.Pages;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Tiles;

namespace TileServer.OgcApi;

/// <summary>What a collection leads to. Who serves more of a kind of layer adds its links here.</summary>
internal static class CollectionLinks
{
    /// <summary>Media type of vector tiles.</summary>
    internal static readonly string VectorTile = TileFormat.Vector.MediaType;

    /// <summary>Links of a collection besides those to itself.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="address">Address of the server.</param>
    internal static IEnumerable<Link> Of(Layer layer, string address)
    {
        var root = $"{address}/collections/{layer.Id}";
        yield return new Link("describedby", $"{address}/layers/{layer.Id}", Answers.Json, "Bands, style and statistics");
        if (layer.Bands.Count > 0)
            yield return new Link(OgcRelations.Map, $"{root}/map?f=png", TileFormat.Png.MediaType, "A map of the whole layer");
        if (MapTiles.FormatsOf(layer).Any())
            yield return new Link(OgcRelations.MapTileSets, $"{root}/map/tiles", Answers.Json, "Map tiles");
        if (layer.Offers(TileFormat.Vector))
            yield return new Link(OgcRelations.VectorTileSets, $"{root}/tiles", Answers.Json, "Vector tiles");
        if (layer.Features is not null)
            yield return new Link("items", $"{root}/items", GeoJsonWriter.MediaType, "Features");
        if (layer is PredictionLayer)
            yield return new Link("enclosure", $"{address}/cog/{layer.Id}.tif", "image/tiff; application=geotiff; profile=cloud-optimized", "The whole layer as a file");
    }
}
