using System.Text;
using System.Xml;

namespace TileServer.Kvp;

/// <summary>Writes documents of the protocols.</summary>
internal static class XmlAnswer
{
    /// <summary>Namespace of links (W3C XLink).</summary>
    internal const string XLink = "http://www.w3.org/1999/xlink";

    /// <summary>Namespace of hints where schemas are.</summary>
    internal const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true };

    /// <summary>Writes a document.</summary>
    internal static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, s_settings))
        {
            writer.WriteStartDocument();
            write(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Text of other people without what XML cannot hold.</summary>
    internal static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    /// <summary>Sends a report; nobody keeps it.</summary>
    internal static async Task SendAsync(HttpContext context, int status, string mediaType, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.ETag = default;
        response.Headers.ContentEncoding = default;
        response.Headers.CacheControl = Http.CachePolicy.NoStore;
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = Http.ProblemKinds.Overloaded.RetryAfter;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
