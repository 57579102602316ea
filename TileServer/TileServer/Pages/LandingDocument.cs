using System.Text.Json.Serialization;
using TileServer.Http;

namespace TileServer.Pages;

/// <summary>A link to a resource.</summary>
/// <param name="Rel">What it is to this one.</param>
/// <param name="Href">Absolute address.</param>
/// <param name="Type">Media type.</param>
/// <param name="Title">One line for people.</param>
internal sealed record Link(string Rel, string Href, string Type, string? Title = null);

/// <summary>What programs get at the root.</summary>
internal sealed record LandingDocument(string Title, string Description, IReadOnlyList<Link> Links)
{
    internal static LandingDocument Of(string address) => new("GeoSuite", "Map tiles of rasters and of trained location encoders.",
    [
        new("self", address + "/", Answers.Json, "This document"),
        new("alternate", address + "/viewer", "text/html", "The viewer"),
        new("service-desc", address + "/api", "application/vnd.oai.openapi+json", "What every address does"),
        new("layers", address + "/layers", Answers.Json, "All layers"),
        new("colormaps", address + "/colormaps", Answers.Json, "All colormaps"),
        new("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", address + "/tileMatrixSets", Answers.Json, "All tile matrix sets"),
        new("status", address + "/health/ready", Answers.Json, "State of the server"),
    ]);
}

/// <summary>JSON of the entrance.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LandingDocument))]
internal sealed partial class PageJson : JsonSerializerContext;
