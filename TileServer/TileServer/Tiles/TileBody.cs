using TileServer.Http;
using TileServer.Sources.Tiles;

namespace TileServer.Tiles;

/// <summary>Sends the bytes of a tile.</summary>
internal static class TileBody
{
    private static readonly string[] s_pictures = [TileFormat.Png.MediaType, TileFormat.Webp.MediaType, TileFormat.Jpeg.MediaType, TileFormat.Npy.MediaType];

    /// <summary>The format where neither query nor path names one.</summary>
    internal static TileFormat Negotiate(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Accept");
        var chosen = Accept.Choose(context.Request.Headers.Accept, s_pictures);
        return TileFormat.All.FirstOrDefault(format => format.MediaType == chosen) ?? TileFormat.Png;
    }

    /// <summary>Writes the body; values and outlines gain from compression, pictures are compressed already.</summary>
    internal static Task WriteAsync(HttpContext context, TileFormat format, Tile tile)
    {
        var response = context.Response;
        var body = tile.Body;
        if (format == TileFormat.Npy || format.IsVector)
        {
            response.Headers.Append("Vary", "Accept-Encoding");
            if (tile.IsGzipped)
            {
                // as the archive keeps it, for all who take it
                if (ContentCoding.TakesGzip(context.Request.Headers.AcceptEncoding))
                {
                    response.Headers.ContentEncoding = ContentCoding.Gzip.Name;
                    response.Headers.ETag = EntityTags.WithSuffix(tile.ETag, ContentCoding.Gzip.Suffix);
                }
                else
                {
                    body = ContentCoding.Inflate(body);
                }
            }
            else if (body.Length >= ContentCoding.ShortestBody && ContentCoding.Choose(context.Request.Headers.AcceptEncoding) is { } coding)
            {
                body = coding.Encode(body.Span);
                response.Headers.ContentEncoding = coding.Name;
                response.Headers.ETag = EntityTags.WithSuffix(tile.ETag, coding.Suffix);
            }
        }

        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;

        // asking for the token of the request would make one; a connection that breaks ends the writing anyway
        var written = response.BodyWriter.WriteAsync(body, CancellationToken.None);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }
}
