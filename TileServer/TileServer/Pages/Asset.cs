using System.Collections.Concurrent;
using Microsoft.Net.Http.Headers;
using TileServer.Http;

namespace TileServer.Pages;

/// <summary>A file of the pages as it was at one time, with its compressed forms.</summary>
/// <param name="mediaType">Content-Type.</param>
/// <param name="written">Time of the file, by which a change is noticed.</param>
/// <param name="body">Its bytes.</param>
internal sealed class Asset(string mediaType, DateTime written, byte[] body)
{
    private readonly ConcurrentDictionary<ContentCoding, byte[]> _encoded = new();
    private readonly string _tag = EntityTags.Of(Convert.ToBase64String(body));

    /// <summary>Time of the file.</summary>
    internal DateTime Written => written;

    /// <summary>The answer, with ranges and conditions.</summary>
    internal IResult ToResult(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = CachePolicy.Revalidate;
        headers.Append("Vary", "Accept-Encoding");
        var coding = body.Length < ContentCoding.ShortestBody ? null : ContentCoding.Choose(context.Request.Headers.AcceptEncoding);
        if (coding is null)
            return Bytes(body, _tag);
        headers.ContentEncoding = coding.Name;
        return Bytes(_encoded.GetOrAdd(coding, (chosen, whole) => chosen.Encode(whole), body), EntityTags.WithSuffix(_tag, coding.Suffix));
    }

    private Microsoft.AspNetCore.Http.HttpResults.FileContentHttpResult Bytes(byte[] bytes, string tag) =>
        TypedResults.Bytes(bytes, mediaType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue(tag));
}
