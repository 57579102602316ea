using TileServer.Http;
using TileServer.Layers.Predictions;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Geolocation;

/// <summary>Puts the answer to a picture into words and numbers.</summary>
internal static class AnswerDescription
{
    /// <summary>Mass of the region whose parts are listed.</summary>
    internal const double UsualMass = 0.9;

    /// <summary>Parts that are listed.</summary>
    private const int MostRegions = 10;

    /// <summary>Describes an answer that is served.</summary>
    internal static GeolocationDocument Of(PictureQuery query, QueryAnswer answer, DateTimeOffset expires, double mass, string address) => Of(query, answer, mass, MostRegions) with
    {
        Id = query.Id,
        Expires = expires,
        Layer = query.Id,
        Links = LinksOf(query.Id, answer.Choice.Text, address),
    };

    /// <summary>Describes an answer.</summary>
    /// <param name="query">The query.</param>
    /// <param name="answer">One of its answers.</param>
    /// <param name="mass">Of the region whose parts are listed.</param>
    /// <param name="most">Parts that are listed.</param>
    internal static GeolocationDocument Of(PictureQuery query, QueryAnswer answer, double mass, int most)
    {
        var (layer, located, choice) = (answer.Layer, answer.Located, answer.Choice);
        var map = layer.Map;
        return new GeolocationDocument(
            null, null, null, new AnsweredBy(query.Card.Id, query.Card.Title), PoolingChoice.NameOf(choice.Rule), choice.Prior,
            new GridDocument(map.Grid.Name, map.Grid.Count, map.Grid.Areas.TotalKm2 / map.Grid.Count),
            new UncertaintyDocument(PredictionEndpoints.AreasOf(layer), map.Entropy, Math.Exp(map.Entropy), double.IsFinite(located.LogEvidence) ? located.LogEvidence : null),
            [.. RegionDocument.Of(layer, PredictionRegion.Of(layer, mass)).Take(most)],
            [.. query.Card.Sources.Select((source, index) => SourceOf(source, located.Shares[index]))],
            [.. query.Attributes.Select(guess => new AttributeDocument(guess.Name, guess.Title, [.. guess.Classes.Select(one => new AttributeClassDocument(one.Label, one.Probability))]))],
            query.Truth is { } truth ? new TruthDocument(truth.Longitude, truth.Latitude, layer.SearchedBefore(truth.Longitude, truth.Latitude).MeanKm2) : null,
            answer.Notices, null);
    }

    private static SourceDocument SourceOf(LocatorSource source, SourceShare share) => new(
        source.Name, source.Title, source.Kind, share.Weight, double.IsFinite(share.ContributionNats) ? share.ContributionNats : 0, share.HalfAreaKm2, share.Weight > 0);

    /// <summary>All ways to look at the answer, each with the choice that it was made by.</summary>
    private static AnswerLink[] LinksOf(string id, string choice, string address)
    {
        var (alone, more) = (choice.Length > 0 ? "?" + choice : "", choice.Length > 0 ? "&" + choice : "");
        const string geoJson = RegionFeatures.MediaType;
        return
        [
            new("self", $"{address}/geolocate/{id}{alone}", Answers.Json, null),
            new("tilejson", $"{address}/tiles/{id}/tilejson.json{alone}", Answers.Json, null),
            new("tiles", $"{address}/tiles/{id}/{{z}}/{{x}}/{{y}}.png?quantity={{quantity}}{more}", "image/png", true),
            new("vectors", $"{address}/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt{alone}", "application/vnd.mapbox-vector-tile", true),
            new("regions", $"{address}/layers/{id}/regions?mass={{mass}}{more}", geoJson, true),
            new("rva", $"{address}/layers/{id}/rva?lon={{lon}}&lat={{lat}}{more}", Answers.Json, true),
            new("point", $"{address}/layers/{id}/point?lon={{lon}}&lat={{lat}}{more}", Answers.Json, true),
            new("legend", $"{address}/layers/{id}/legend.svg?quantity={{quantity}}{more}", "image/svg+xml", true),
            new("geotiff", $"{address}/cog/{id}.tif{alone}", "image/tiff; application=geotiff; profile=cloud-optimized", null),
            new("viewer", $"{address}/viewer?layer={id}", "text/html", null),
        ];
    }
}
