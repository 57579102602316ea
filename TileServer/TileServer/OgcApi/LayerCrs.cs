using System.Diagnostics.CodeAnalysis;
using GeoCore.Geodesy;
using NetTopologySuite.Geometries;
using TileServer.Http;
using TileServer.Sources.Layers;

namespace TileServer.OgcApi;

/// <summary>Reference systems of collections, and boxes in them.</summary>
internal static class LayerCrs
{
    /// <summary>Points along an edge of a box that is taken to another system.</summary>
    private const int EdgePoints = 21;

    private static readonly string[] s_common = [Crs84.Instance.Uri, Crs84.Epsg4326.Uri, WebMercator.Instance.Uri, "http://www.opengis.net/def/crs/EPSG/0/3413", "http://www.opengis.net/def/crs/EPSG/0/3031", "http://www.opengis.net/def/crs/EPSG/0/3035"];

    /// <summary>The system that a layer is kept in and where it lies in it; degrees where that has no name.</summary>
    internal static (CoordinateReferenceSystem Crs, Envelope Bounds) StorageOf(Layer layer) =>
        layer is RasterLayer { Info: var info } && CoordinateReferenceSystems.TryParse(info.Crs.Identifier, out var crs) ? (crs, info.Envelope) : (Crs84.Instance, layer.Bounds);

    /// <summary>Systems that are listed; maps can be had in others, too.</summary>
    internal static IReadOnlyList<string> UrisOf(Layer layer) => [.. s_common.Append(StorageOf(layer).Crs.Uri).Distinct()];

    /// <summary>Reads a parameter that names a system: a URI, a safe CURIE or authority and code.</summary>
    internal static CoordinateReferenceSystem? Read(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (TryParse(text, out var crs))
            return crs;
        query.Fault(name, text, "a known system such as http://www.opengis.net/def/crs/EPSG/0/3857, [EPSG:3857] or EPSG:3857");
        return null;
    }

    /// <summary>The box around a box of another system; null where it does not reach.</summary>
    internal static Envelope? Project(Envelope box, CoordinateReferenceSystem from, CoordinateReferenceSystem to)
    {
        if (from.Identifier == to.Identifier || (from.IsGeographic && to.IsGeographic))
            return box;
        var result = new Envelope();
        for (var row = 0; row < EdgePoints; row++)
        {
            for (var column = 0; column < EdgePoints; column++)
            {
                var (longitude, latitude) = from.ToGeographic(box.MinX + (box.Width * column / (EdgePoints - 1)), box.MinY + (box.Height * row / (EdgePoints - 1)));
                if (!double.IsFinite(longitude) || latitude is not (>= -90 and <= 90))
                    continue;
                var (x, y) = to.FromGeographic(longitude, ReferenceEquals(to, WebMercator.Instance) ? Math.Clamp(latitude, -WebMercator.LatitudeLimit, WebMercator.LatitudeLimit) : latitude);
                if (double.IsFinite(x) && double.IsFinite(y))
                    result.ExpandToInclude(x, y);
            }
        }

        return result.IsNull || result.Width <= 0 || result.Height <= 0 ? null : result;
    }

    /// <summary>A name only: a text of WKT is none.</summary>
    private static bool TryParse(string text, [NotNullWhen(true)] out CoordinateReferenceSystem? crs)
    {
        crs = null;
        return text.IndexOf('[', StringComparison.Ordinal) <= 0 && CoordinateReferenceSystems.TryParse(text, out crs);
    }
}
