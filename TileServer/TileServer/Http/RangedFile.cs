using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace TileServer.Http;

/// <summary>A file, whole or in ranges: GIS programs read a few blocks of a large GeoTIFF (RFC 9110, section 14).</summary>
/// <param name="length">Bytes.</param>
/// <param name="send">Writes bytes from an offset to the response.</param>
/// <param name="mediaType">Content-Type.</param>
/// <param name="entityTag">Quoted; changes with the bytes.</param>
internal sealed class RangedFile(long length, Func<HttpResponse, long, long, CancellationToken, Task> send, string mediaType, string entityTag) : IResult
{
    /// <summary>Requests for more pieces than these get the whole.</summary>
    private const int MostRanges = 32;

    private const string Boundary = "geosuite-range";

    /// <summary>A file on disk, or what to say where it is gone.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="version">Of its layer.</param>
    /// <param name="kind">What of the layer it is.</param>
    /// <param name="mediaType">Content-Type.</param>
    internal static IResult OnDisk(string path, string version, string kind, string mediaType)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return new Problem(ProblemKinds.SourceUnavailable) { Detail = "The file is gone." };

        // a file that was replaced a moment ago is another than the version says: whoever reads it in parts must not mix them
        var tag = EntityTags.Of(version, kind, file.Length.ToString("x", null), file.LastWriteTimeUtc.Ticks.ToString("x", null));
        return new RangedFile(file.Length, (response, offset, count, cancellationToken) => response.SendFileAsync(file.FullName, offset, count, cancellationToken), mediaType, tag);
    }

    /// <summary>A file in memory.</summary>
    internal static RangedFile InMemory(ReadOnlyMemory<byte> file, string mediaType, string entityTag) => new(
        file.Length, (response, offset, count, cancellationToken) => response.Body.WriteAsync(file.Slice((int)offset, (int)count), cancellationToken).AsTask(), mediaType, entityTag);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = entityTag;
        response.Headers.AcceptRanges = "bytes";
        if (request.Headers.IfMatch is { Count: > 0 } wanted && !HoldsStrongly(wanted.ToString()))
        {
            await new Problem(ProblemKinds.PreconditionFailed) { Detail = "The file is another one by now." }.ExecuteAsync(httpContext);
            return;
        }

        if (EntityTags.Matches(request.Headers.IfNoneMatch, entityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var ranges = HttpMethods.IsGet(request.Method) ? RangesOf(request.Headers) : null;
        if (ranges is { Count: 0 })
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            await new Problem(ProblemKinds.RangeNotSatisfiable) { Detail = string.Create(CultureInfo.InvariantCulture, $"The file has {length} bytes.") }.ExecuteAsync(httpContext);
            return;
        }

        if (ranges is { Count: > 1 })
        {
            await SendPartsAsync(response, ranges, httpContext.RequestAborted);
            return;
        }

        var (first, last) = ranges is [var only] ? only : (0, length - 1);
        response.StatusCode = ranges is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        if (ranges is not null)
            response.Headers.ContentRange = RangeText(first, last);
        response.ContentType = mediaType;
        response.ContentLength = last - first + 1;
        if (!HttpMethods.IsHead(request.Method) && last >= first)
            await send(response, first, last - first + 1, httpContext.RequestAborted);
    }

    private async Task SendPartsAsync(HttpResponse response, List<(long First, long Last)> ranges, CancellationToken cancellationToken)
    {
        byte[][] heads = [.. ranges.Select(range => Encoding.ASCII.GetBytes(
            $"\r\n--{Boundary}\r\nContent-Type: {mediaType}\r\nContent-Range: {RangeText(range.First, range.Last)}\r\n\r\n"))];
        var end = Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n");
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.ContentType = $"multipart/byteranges; boundary={Boundary}";
        response.ContentLength = heads.Sum(head => head.Length) + ranges.Sum(range => range.Last - range.First + 1) + end.Length;
        for (var i = 0; i < heads.Length; i++)
        {
            await response.Body.WriteAsync(heads[i], cancellationToken);
            await send(response, ranges[i].First, ranges[i].Last - ranges[i].First + 1, cancellationToken);
        }

        await response.Body.WriteAsync(end, cancellationToken);
    }

    /// <summary>The ranges that can be sent; none where none lies in the file, null where the whole file is meant.</summary>
    private List<(long First, long Last)>? RangesOf(IHeaderDictionary headers)
    {
        if (headers.Range.Count != 1 || !RangeHeaderValue.TryParse(headers.Range.ToString(), out var asked) || asked.Unit != "bytes" || asked.Ranges.Count is 0 or > MostRanges)
            return null;

        // a reader that began with another file shall get all of this one
        if (headers.IfRange.Count > 0 && headers.IfRange.ToString() != entityTag)
            return null;
        var ranges = new List<(long, long)>();
        foreach (var range in asked.Ranges)
        {
            var first = range.From ?? Math.Max(0, length - range.To!.Value);
            var last = range.From is null ? length - 1 : Math.Min(range.To ?? long.MaxValue, length - 1);
            if (first <= last)
                ranges.Add((first, last));
        }

        // overlapping pieces could be many times the file
        return ranges.Sum(range => range.Item2 - range.Item1 + 1) > length ? null : ranges;
    }

    private bool HoldsStrongly(string ifMatch) => ifMatch.Trim() == "*" || ifMatch.Split(',').Any(tag => tag.Trim() == entityTag);

    private string RangeText(long first, long last) => string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{length}");
}
