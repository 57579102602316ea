using System.Globalization;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Kvp;

/// <summary>The parameters of WMS and WMTS: names in any case, and of a name that is repeated the last value, because clients append to addresses that they are given.</summary>
/// <param name="context">The request.</param>
/// <param name="own">Names that belong to the protocol, in capitals.</param>
internal sealed class KvpQuery(HttpContext context, params IReadOnlyList<string> own)
{
    private readonly IQueryCollection _given = context.Request.Query;

    /// <summary>The request.</summary>
    internal HttpContext Context => context;

    /// <summary>The text of a parameter; null where it is missing or empty.</summary>
    internal string? Text(string name) => _given.TryGetValue(name, out var values) && values is [.., { Length: > 0 } last] ? last : null;

    /// <summary>The text of a parameter that must be there.</summary>
    /// <exception cref="ProtocolException">It is not.</exception>
    internal string Required(string name) => Text(name) ?? throw ProtocolException.Missing(name);

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="ProtocolException">It is not, or is none.</exception>
    internal int Integer(string name) =>
        int.TryParse(Required(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw ProtocolException.Invalid(name, "a whole number");

    /// <summary>Rendering parameters, which are no part of the protocols; others are named in <c>X-Ignored-Params</c>.</summary>
    /// <param name="defaults">What the style says.</param>
    /// <exception cref="ProtocolException">One cannot be used.</exception>
    internal RenderOptions Options(RenderOptions defaults)
    {
        var more = _given.Where(pair => !own.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var query = new Query(context, new QueryCollection(more)).Knowing([.. PoolingChoice.Parameters, "v", "empty"]);
        var options = query.Options(defaults);
        return query.Finish() is { Errors: [var fault, ..] } ? throw ProtocolException.Invalid(fault.Param, fault.Expected) : options;
    }

    /// <summary>Finds a layer.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="code">Code of the exception where there is none.</param>
    /// <param name="locator">Parameter that names it.</param>
    /// <param name="catalogue">The layers of this request.</param>
    /// <param name="layers">Finds answers to pictures, too.</param>
    /// <exception cref="ProtocolException">There is no such layer, or it cannot be opened.</exception>
    internal Layer Layer(string id, string code, string locator, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.Find(context, id, catalogue, out var layer) is not { } problem)
            return layer;
        var guess = problem.Suggestions is { Count: > 0 } suggestions ? $" Perhaps {string.Join(" or ", suggestions)}?" : "";
        throw problem.Kind.Status == StatusCodes.Status503ServiceUnavailable
            ? new ProtocolException("NoApplicableCode", locator, problem.Detail!, StatusCodes.Status503ServiceUnavailable)
            : new ProtocolException(code, locator, problem.Detail + guess);
    }
}
