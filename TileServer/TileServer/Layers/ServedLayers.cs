using TileServer.Http;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Layers;

/// <summary>Finds the layer that an address names: one of the catalogue, or the answer to a picture, which is in no list.</summary>
internal sealed class ServedLayers(QueryStore queries)
{
    /// <summary>Finds a layer.</summary>
    /// <param name="context">The request; of an answer its parameters say how sources are taken together.</param>
    /// <param name="id">Identifier in the path.</param>
    /// <param name="catalogue">The layers of this request.</param>
    /// <param name="layer">The layer.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal Problem? Find(HttpContext context, string id, LayerCatalogue catalogue, out Layer layer)
    {
        if (catalogue.TryGet(id, out layer!))
            return null;
        if (!IsQuery(id))
            return LayerEndpoints.NotFound(id, catalogue);
        if (FindQuery(context, id, out _, out var answer, out _) is { } problem)
            return problem;
        layer = answer!.Layer;
        return null;
    }

    /// <summary>Finds the answer to a picture.</summary>
    internal Problem? FindQuery(HttpContext context, string id, out PictureQuery? query, out QueryAnswer? answer, out DateTimeOffset expires)
    {
        answer = null;
        if (!queries.TryGet(id, out query, out expires))
            return Forgotten();
        if (Choose(context, query, out var choice) is { } problem)
            return problem;
        answer = queries.Answer(query, choice!);
        return null;
    }

    /// <summary>The answer where there is no such query, or no longer.</summary>
    internal Problem Forgotten() => new(ProblemKinds.LayerNotFound)
    {
        Detail = FormattableString.Invariant($"There is no answer of this name; answers to pictures are forgotten after {queries.TimeToLive.TotalMinutes:0.#} minutes, or earlier where many are asked for."),
    };

    /// <summary>The parameters of a request, less those that decided which layer is meant.</summary>
    internal static Query QueryOf(HttpContext context) =>
        context.Request.RouteValues["layer"] is string id && IsQuery(id) ? new Query(context).Knowing(PoolingChoice.Parameters) : new Query(context);

    /// <summary>What an answer about a layer may say of how long it holds; nobody but who asked keeps what was found about a picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="asked">Version in the address, or null.</param>
    internal static string CachePolicyOf(Layer layer, string? asked) => IsQuery(layer.Id) ? CachePolicy.NoStore : CachePolicy.OfVersion(asked, layer.Version);

    /// <summary>The same for a description.</summary>
    internal static string CachePolicyOf(Layer layer) => IsQuery(layer.Id) ? CachePolicy.NoStore : CachePolicy.Metadata;

    /// <summary>Finds a layer that is a probability of places.</summary>
    internal Problem? FindPrediction(HttpContext context, string id, LayerCatalogue catalogue, out PredictionLayer layer)
    {
        layer = null!;
        if (Find(context, id, catalogue, out var found) is { } problem)
            return problem;
        if (found is not PredictionLayer prediction)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer is no probability of places; it has neither regions nor areas of search." };
        layer = prediction;
        return null;
    }

    private static bool IsQuery(string id) => id.StartsWith(PictureQuery.IdPrefix, StringComparison.Ordinal);

    private static Problem? Choose(HttpContext context, PictureQuery query, out PoolingChoice? choice)
    {
        var given = context.Request.Query;
        choice = null;
        if (PoolingChoice.Parameters.FirstOrDefault(name => given[name].Count > 1) is { } twice)
            return Problem.InvalidParameter(twice, given[twice].ToString(), "one value");
        if (PoolingChoice.Parameters.All(name => string.IsNullOrEmpty(given[name])))
        {
            choice = query.Choice;
            return null;
        }

        try
        {
            choice = PoolingChoice.Read(query.Card, given["sources"], given["rule"], given["prior"]);
            return null;
        }
        catch (OptionException fault)
        {
            return Problem.InvalidParameter(fault.Parameter, fault.Value, fault.Expected);
        }
    }
}
