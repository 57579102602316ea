using System.Text.Json.Serialization;
using GeoCore.Tiling;

namespace TileServer.Tiles;

/// <summary>A tile matrix set as listed.</summary>
internal sealed record TileMatrixSetSummary(string Id, string Title, string? Uri, string Crs, IReadOnlyList<Pages.Link> Links);

/// <summary>All tile matrix sets (OGC 20-057, 7.4).</summary>
internal sealed record TileMatrixSetList(IReadOnlyList<TileMatrixSetSummary> TileMatrixSets)
{
    /// <summary>Links to this document.</summary>
    public IReadOnlyList<Pages.Link>? Links { get; init; }

    internal static TileMatrixSetList Of(string address) => new(
    [
        .. GeoCore.Tiling.TileMatrixSets.All.Values.Select(set => new TileMatrixSetSummary(set.Id, set.Title, set.Uri, set.Crs.Uri,
            [new("self", $"{address}/tileMatrixSets/{set.Id}", Http.Answers.Json, set.Title)])),
    ]);
}

/// <summary>One matrix (OGC 17-083r4, annex on JSON).</summary>
internal sealed record TileMatrixDocument(
    string Id, double ScaleDenominator, double CellSize, string CornerOfOrigin, double[] PointOfOrigin,
    int TileWidth, int TileHeight, int MatrixWidth, int MatrixHeight);

/// <summary>A tile matrix set (OGC 17-083r4, annex on JSON). Coordinates are in the order of the axes that it names.</summary>
internal sealed record TileMatrixSetDocument(
    string Id, string Title, string? Uri, string Crs, string[] OrderedAxes, IReadOnlyList<TileMatrixDocument> TileMatrices)
{
    /// <summary>Links to this document.</summary>
    public IReadOnlyList<Pages.Link>? Links { get; init; }

    internal static TileMatrixSetDocument Of(TileMatrixSet set)
    {
        var isSwapped = set.Crs.AuthorityAxesAreSwapped;
        string[] axes = set.Crs.IsGeographic ? ["Lon", "Lat"] : ["E", "N"];
        return new(set.Id, set.Title, set.Uri, set.Crs.Uri, isSwapped ? [axes[1], axes[0]] : axes,
        [
            .. set.Matrices.Select(matrix => new TileMatrixDocument(
                matrix.Id, matrix.ScaleDenominator, matrix.CellSize, "topLeft",
                isSwapped ? [matrix.OriginY, matrix.OriginX] : [matrix.OriginX, matrix.OriginY],
                matrix.TileSize, matrix.TileSize, matrix.MatrixWidth, matrix.MatrixHeight)),
        ]);
    }
}

/// <summary>JSON of tile matrix sets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileMatrixSetList))]
[JsonSerializable(typeof(TileMatrixSetDocument))]
internal sealed partial class TileMatrixSetJson : JsonSerializerContext;
