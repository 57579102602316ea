using System.Globalization;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Release;
using GeoCore.Imaging;
using GeoCore.Skia;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Styles;

namespace TileServer.Geolocation;

/// <summary>Pictures in, probabilities of places out.</summary>
internal static class GeolocationEndpoints
{
    private const double WidestBlurKm = 5000;
    private const double LargestCellKm2 = 1e7;

    internal static void AddGeolocation(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<ServerOptions>>().Value;
            return new QueryStore(provider.GetRequiredService<TimeProvider>(), TimeSpan.FromMinutes(options.QueryMinutes), options.MostQueries, (long)options.QueryMemory << 20);
        });
        services.AddSingleton(provider => PictureLook.PolicyOf(provider.GetRequiredService<IOptions<ServerOptions>>().Value));
        services.AddSingleton<IPictureReader>(PictureReader.Instance).AddSingleton<PictureAudit>().AddSingleton<PictureAnswers>().AddHostedService<QuerySweep>();
    }

    internal static void MapGeolocation(this IEndpointRouteBuilder routes)
    {
        // zones that cannot be read keep the server from starting
        _ = routes.ServiceProvider.GetRequiredService<ReleasePolicy>();
        routes.MapMethods("/geolocate", Verbs.Read, GetLocators);
        routes.MapPost("/geolocate", PostPictureAsync);
        routes.MapMethods("/geolocate/{id}", Verbs.Read, GetAnswer);
        routes.MapDelete("/geolocate/{id}", DeleteAnswer);
    }

    private static IResult GetLocators(HttpContext context, LayerCatalogue catalogue, IOptions<ServerOptions> options)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        var limits = options.Value;
        return Answers.Metadata(
            context, GeolocationJson.Default.LocatorListDocument, [.. catalogue.Locators.Select(locator => $"{locator.Card}")],
            () => new LocatorListDocument(
                [.. catalogue.Locators.Select(locator => DocumentOf(locator.Card))],
                new LimitDocument(
                    limits.LargestPicture, limits.MostPicturePixels, PictureUpload.MediaTypes, limits.MinimumCellKm2, limits.BlurKm, limits.QueryMinutes, limits.MostQueries),
                catalogue.Locators.Count == 0 ? NoLocator(catalogue).Detail : null), cacheControl: CachePolicy.NoStore);
    }

    private static async Task<IResult> PostPictureAsync(
        HttpContext context, LayerCatalogue catalogue, PictureAnswers answers, QueryStore queries, ReleasePolicy policy, PublicLinks links, IOptions<ServerOptions> options, CancellationToken cancellationToken)
    {
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        var query = new Query(context);
        if (FindLocator(query, catalogue, out var locator) is { } missing)
            return missing;
        var question = ReadQuestion(query, locator, policy, context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        var mass = MassOf(query);
        if (query.Finish() is { } problem)
            return problem;
        if (PictureUpload.Check(context.Request, options.Value.LargestPicture) is { } refused)
            return refused;
        var (found, expires, fault) = await answers.AnswerAsync(context.Request, question!, cancellationToken);
        if (fault is not null)
            return fault;
        context.Response.Headers.Location = $"{context.Request.PathBase}/geolocate/{found!.Id}";
        return Describe(context, found, queries.Answer(found, found.Choice), expires, mass, address);
    }

    private static IResult GetAnswer(HttpContext context, string id, ServedLayers layers, PublicLinks links)
    {
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        if (layers.FindQuery(context, id, out var found, out var answer, out var expires) is { } missing)
            return missing;
        var query = new Query(context).Knowing(PoolingChoice.Parameters);
        var mass = MassOf(query);
        return query.Finish() ?? (IResult)Describe(context, found!, answer!, expires, mass, address);
    }

    private static IResult DeleteAnswer(string id, QueryStore queries, ServedLayers layers) => queries.Remove(id) ? TypedResults.NoContent() : layers.Forgotten();

    private static JsonHttpResult<GeolocationDocument> Describe(HttpContext context, PictureQuery query, QueryAnswer answer, DateTimeOffset expires, double mass, string address)
    {
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(AnswerDescription.Of(query, answer, expires, mass, address), GeolocationJson.Default.GeolocationDocument);
    }

    private static Problem? FindLocator(Query query, LayerCatalogue catalogue, out PictureLocator locator)
    {
        locator = null!;
        var name = query.Text("model");
        if (catalogue.Locators.Count == 0)
            return NoLocator(catalogue);
        var found = name is null ? catalogue.Locators[0] : catalogue.Locators.FirstOrDefault(known => known.Id == name);
        if (found is null)
        {
            return new Problem(ProblemKinds.NotFound)
            {
                Detail = "There is no model of this name; /geolocate lists all.",
                Suggestions = Suggestions.For(name!, catalogue.Locators.Select(known => known.Id)),
            };
        }

        locator = found;
        return null;
    }

    private static Problem NoLocator(LayerCatalogue catalogue) => new(ProblemKinds.Conflict)
    {
        Detail = catalogue.Failures.FirstOrDefault(failure => GeolocatorArtifact.IsGeolocator(failure.Path)) is { } failure
            ? $"The model '{failure.Id}' cannot be opened, and there is no other that says where pictures were taken."
            : "There is no model that says where pictures were taken; ./geosuite train geolocator makes one, and it is served as soon as it is published.",
    };

    private static PictureQuestion? ReadQuestion(Query query, PictureLocator locator, ReleasePolicy policy, string asked)
    {
        var (sources, rule, prior) = (query.Text("sources"), query.Text("rule"), query.Text("prior"));
        policy = policy.Stricter(locator.Card.MinimumCellKm2, null);
        var (leastKm2, leastBlurKm) = (policy.MinimumCellKm2, policy.BlurKm);
        var cellKm2 = query.Number("minCellKm2", leastKm2, LargestCellKm2, $"an area of {Number(leastKm2)} to {Number(LargestCellKm2)} km²");
        var blurKm = query.Number("blurKm", leastBlurKm, WidestBlurKm, $"a distance of {Number(leastBlurKm)} to {Number(WidestBlurKm)} km");
        var readsTruth = query.Choice("truth", "none", "exif") == "exif";
        try
        {
            return new PictureQuestion(locator, PoolingChoice.Read(locator.Card, sources, rule, prior), policy.Stricter(cellKm2, blurKm), readsTruth, asked);
        }
        catch (OptionException fault)
        {
            query.Fault(fault.Parameter, fault.Value, fault.Expected);
            return null;
        }
    }

    private static double MassOf(Query query)
    {
        const double least = 1e-6;
        return query.Number("mass", least, 1, "a probability above 0 and at most 1") ?? AnswerDescription.UsualMass;
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static LocatorDocument DocumentOf(LocatorCard card) => new(
        card.Id, card.Title, card.Description, card.Licence, card.Version, card.Pictures, card.Grid, card.MinimumCellKm2,
        [.. card.Sources.Select(source => new LocatorSourceDocument(source.Name, source.Title, source.Kind, source.Weight))],
        [.. card.Rules.Select(PoolingChoice.NameOf)], card.Priors);
}
