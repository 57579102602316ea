using System.Text.Json.Serialization;
using TileServer.Api;
using TileServer.Http;
using TileServer.OgcApi;

namespace TileServer.Pages;

/// <summary>A link to a resource.</summary>
/// <param name="Rel">What it is to this one.</param>
/// <param name="Href">Absolute address.</param>
/// <param name="Type">Media type.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Templated">Whether names in braces stand for values; null for an address as it is.</param>
internal sealed record Link(string Rel, string Href, string Type, string? Title = null, bool? Templated = null);

/// <summary>What programs get at the root.</summary>
internal sealed record LandingDocument(string Title, string Description, IReadOnlyList<Link> Links)
{
    internal static LandingDocument Of(string address) => new("GeoSuite", "Map tiles of rasters and of trained location encoders.",
    [
        new("self", address + "/?f=json", Answers.Json, "This document"),
        new("alternate", address + "/?f=html", "text/html", "The viewer"),
        new("service-desc", address + "/api", ApiDocument.MediaType, "What every address does"),
        new("service-doc", address + "/api.html", "text/html", "What every address does, to try"),
        new("conformance", address + "/conformance", Answers.Json, "What the server keeps to"),
        new(OgcRelations.Conformance, address + "/conformance", Answers.Json, "What the server keeps to"),
        new("data", address + "/collections", Answers.Json, "All layers as collections"),
        new(OgcRelations.Data, address + "/collections", Answers.Json, "All layers as collections"),
        new(OgcRelations.TilingSchemes, address + "/tileMatrixSets", Answers.Json, "All tile matrix sets"),
        new("layers", address + "/layers", Answers.Json, "All layers"),
        new("colormaps", address + "/colormaps", Answers.Json, "All colormaps"),
        new("wmts", address + "/wmts/1.0.0/WMTSCapabilities.xml", "application/xml", "Web Map Tile Service"),
        new("wms", address + "/wms?SERVICE=WMS&REQUEST=GetCapabilities", "text/xml", "Web Map Service"),
        new("tms", address + "/tms/1.0.0", "application/xml", "Tile Map Service"),
        new("status", address + "/health/ready", Answers.Json, "State of the server"),
    ]);
}

/// <summary>JSON of the entrance.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LandingDocument))]
internal sealed partial class PageJson : JsonSerializerContext;
