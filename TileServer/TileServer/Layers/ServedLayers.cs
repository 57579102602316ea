using TileServer.Http;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Layers;

/// <summary>Finds the layer that an address names.</summary>
internal sealed class ServedLayers
{
    /// <summary>Finds a layer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Identifier in the path.</param>
    /// <param name="catalogue">The layers of this request.</param>
    /// <param name="layer">The layer.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal Problem? Find(HttpContext context, string id, LayerCatalogue catalogue, out Layer layer)
    {
        layer = null!;
        if (!catalogue.TryGet(id, out var found))
            return LayerEndpoints.NotFound(id, catalogue);
        layer = found;
        return null;
    }

    /// <summary>The parameters of a request, less those that decided which layer is meant.</summary>
    internal Query QueryOf(HttpContext context) => new(context);

    /// <summary>What an answer about a layer may say of how long it holds.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="asked">Version in the address, or null.</param>
    internal static string CachePolicyOf(Layer layer, string? asked) => CachePolicy.OfVersion(asked, layer.Version);

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
}
