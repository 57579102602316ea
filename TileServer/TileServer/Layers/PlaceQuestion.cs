using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Layers;

/// <summary>A question about many places of a layer, as a POST asks it.</summary>
/// <param name="Layer">Which layer.</param>
/// <param name="Options">What of it, canonical.</param>
/// <param name="Places">Degrees, in the order of the question.</param>
internal sealed record PlaceQuestion(Layer Layer, RenderOptions Options, IReadOnlyList<(double Longitude, double Latitude)> Places)
{
    /// <summary>Reads address, parameters and body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="layer">Name of the layer, as the address has it.</param>
    /// <param name="most">Most places.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The question, or what to answer instead.</returns>
    internal static async Task<(PlaceQuestion? Question, IResult? Refusal)> ReadAsync(HttpContext context, string layer, int most, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<ServedLayers>().Find(context, layer, services.GetRequiredService<LayerCatalogue>(), out var found) is { } missing)
            return (null, missing);
        var query = ServedLayers.QueryOf(context);
        var options = query.Options(RenderOptions.Default);
        if (query.Finish() is { } problem)
            return (null, problem);
        var (places, wrongBody) = await PlaceList.ReadAsync(context.Request, most, cancellationToken);
        return wrongBody is null ? (new PlaceQuestion(found, RenderStyles.Normalize(found, options), places), null) : (null, wrongBody);
    }
}
