using TileServer.Http;

namespace TileServer.Pages;

/// <summary>The entrance, the viewer and its files.</summary>
internal static class PageEndpoints
{
    /// <summary>Nothing but our own files runs, and nobody frames the page (Content Security Policy 3).</summary>
    internal const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string ViewerPage = "viewer/index.html";

    internal static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Verbs.Read, GetLanding);
        routes.MapMethods("/api.html", Verbs.Read, (HttpContext context, AssetStore assets) => Page(context, assets, "viewer/api.html"));
        routes.MapMethods("/viewer", Verbs.Read, (HttpContext context, AssetStore assets) => Page(context, assets, ViewerPage));
        routes.MapMethods("/viewer/{**file}", Verbs.Read, (HttpContext context, string file, AssetStore assets) => Page(context, assets, "viewer/" + file));
        routes.MapMethods("/lib/{**file}", Verbs.Read, (HttpContext context, string file, AssetStore assets) => Page(context, assets, "lib/" + file));
    }

    /// <summary>The viewer for people, links for programs.</summary>
    private static IResult GetLanding(HttpContext context, AssetStore assets, PublicLinks links)
    {
        var query = new Query(context);
        var format = query.Choice("f", "json", "html");
        if (query.Finish() is { } problem)
            return problem;
        if (format is "html" || (format is null && Accept.PrefersHtml(context.Request.Headers.Accept)))
        {
            var page = Page(context, assets, ViewerPage);
            context.Response.Headers.Append("Vary", "Accept");
            return page;
        }

        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        return Answers.Metadata(context, PageJson.Default.LandingDocument, [address], () => LandingDocument.Of(address), isNegotiated: true);
    }

    private static IResult Page(HttpContext context, AssetStore assets, string path)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        return assets.Get(context, path);
    }
}
