using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TileServer.Http;
using TileServer.Pages;

namespace TileServer.OgcApi;

/// <summary>Documents of OGC API, as JSON for programs and as a page for people.</summary>
internal static class OgcAnswer
{
    /// <summary>Links of a document to itself and to its other form.</summary>
    /// <param name="address">Address of the server.</param>
    /// <param name="path">Path of the document.</param>
    internal static IReadOnlyList<Link> SelfLinks(string address, string path) =>
        [new("self", $"{address}{path}?f=json", Answers.Json, "This document"), new("alternate", $"{address}{path}?f=html", "text/html", "This document as a page")];

    /// <summary>Answers with a document.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all but <c>f</c> read.</param>
    /// <param name="links">Makes absolute addresses.</param>
    /// <param name="type">How the document is written.</param>
    /// <param name="title">Heading of the page.</param>
    /// <param name="inputs">What decides about the document besides the address.</param>
    /// <param name="make">Makes the document for an address of the server.</param>
    /// <param name="cacheControl">How long it holds.</param>
    internal static IResult Of<T>(
        HttpContext context, Query query, PublicLinks links, JsonTypeInfo<T> type, string title, ReadOnlySpan<string?> inputs, Func<string, T> make, string cacheControl = CachePolicy.Metadata)
    {
        var name = query.Text("f");
        if (query.Finish() is { } problem)
            return problem;
        if (Negotiation.Choose(context, name, out var form, Form.Json, Form.Html) is { } unsuitable)
            return unsuitable;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        var tag = EntityTags.Of([Answers.ServerVersion, context.Request.Path, context.Request.QueryString.Value, form.Name, address, .. inputs]);
        byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(make(address), type);
        if (form == Form.Json)
            return new Representation(tag, Answers.Json, cacheControl, Json);
        context.Response.Headers.ContentSecurityPolicy = PageEndpoints.Policy;
        return new Representation(tag, "text/html; charset=utf-8", cacheControl, () => HtmlView.Write(title, Json(), address));
    }
}
