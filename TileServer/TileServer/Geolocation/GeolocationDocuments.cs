using System.Text.Json.Serialization;
using TileServer.Layers.Predictions;

namespace TileServer.Geolocation;

/// <summary>A locator as listed.</summary>
internal sealed record LocatorDocument(
    string Id, string Title, string? Description, string? Licence, string Version, string? Pictures, string Grid, double MinimumCellKm2, IReadOnlyList<LocatorSourceDocument> Sources,
    IReadOnlyList<string> Rules, IReadOnlyList<string> Priors);

/// <summary>A source of a locator.</summary>
internal sealed record LocatorSourceDocument(string Name, string Title, string Kind, double Weight);

/// <summary>What pictures may be, and what answers are at most.</summary>
internal sealed record LimitDocument(int Bytes, int Pixels, IReadOnlyList<string> Types, double MinimumCellKm2, double BlurKm, double Minutes, int Queries);

/// <summary>Everything that a client needs to know before it sends a picture.</summary>
internal sealed record LocatorListDocument(IReadOnlyList<LocatorDocument> Models, LimitDocument Limits, string? Notice);

/// <summary>Which locator answered.</summary>
internal sealed record AnsweredBy(string Id, string Title);

/// <summary>Cells of the map.</summary>
internal sealed record GridDocument(string Name, int Cells, double CellAreaKm2);

/// <summary>How unsure the map is.</summary>
internal sealed record UncertaintyDocument(IReadOnlyList<MassArea> Areas, double EntropyNats, double EffectiveAreaKm2, double? LogEvidence);

/// <summary>What a source had to do with the map.</summary>
internal sealed record SourceDocument(string Name, string Title, string Kind, double Weight, double ContributionNats, double? AreaKm2, bool Active);

/// <summary>What an attribute predictor says.</summary>
internal sealed record AttributeDocument(string Name, string Title, IReadOnlyList<AttributeClassDocument> Classes);

/// <summary>A class with its probability.</summary>
internal sealed record AttributeClassDocument(string Label, double Probability);

/// <summary>Where the picture was really taken, and the area that would have been searched before.</summary>
internal sealed record TruthDocument(double Lon, double Lat, double SearchedAreaKm2);

/// <summary>A link; with <see cref="Templated"/> braces stand for what the client fills in.</summary>
internal sealed record AnswerLink(string Rel, string Href, string Type, bool? Templated);

/// <summary>Where a picture may have been taken; without a server there is no layer to link to.</summary>
internal sealed record GeolocationDocument(
    string? Id, DateTimeOffset? Expires, string? Layer, AnsweredBy Model, string Rule, string Prior, GridDocument Grid, UncertaintyDocument Uncertainty, IReadOnlyList<RegionDocument> Regions,
    IReadOnlyList<SourceDocument> Sources, IReadOnlyList<AttributeDocument> Attributes, TruthDocument? Truth, IReadOnlyList<string> Notices, IReadOnlyList<AnswerLink>? Links);

/// <summary>JSON of geolocation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LocatorListDocument))]
[JsonSerializable(typeof(GeolocationDocument))]
internal sealed partial class GeolocationJson : JsonSerializerContext;
