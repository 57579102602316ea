using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TileServer.Http;

namespace TileServer.Geolocation;

/// <summary>Takes the bytes of a picture from the body of a request, and no more than are allowed.</summary>
internal static class PictureUpload
{
    /// <summary>Name of the part of a form.</summary>
    internal const string PartName = "image";

    /// <summary>What a form has around the picture.</summary>
    private const int FormLength = 64 << 10;

    private const int MostParts = 16;

    /// <summary>Longest that a body may take to arrive.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Types of a body that is nothing but a picture; what it really is its first bytes say.</summary>
    internal static IReadOnlyList<string> MediaTypes { get; } = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>Refuses what can be refused from the headers.</summary>
    /// <returns>The problem to answer with, or null.</returns>
    internal static Problem? Check(HttpRequest request, int mostBytes)
    {
        var isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (type is null || (!isForm && !MediaTypes.Append("application/octet-stream").Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)))
            return new Problem(ProblemKinds.UnsupportedMediaType) { Detail = $"Expected {string.Join(", ", MediaTypes)}, or multipart/form-data with a part '{PartName}'." };
        if (isForm && BoundaryOf(type).Length is 0 or > 200)
            return Problem.InvalidParameter("Content-Type", request.ContentType, "multipart/form-data with a boundary");
        var most = mostBytes + (isForm ? FormLength : 0L);
        if (request.ContentLength > most)
            return TooLarge(mostBytes);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most + 1;
        return null;
    }

    /// <summary>Reads the picture.</summary>
    /// <param name="request">Checked by <see cref="Check"/>.</param>
    /// <param name="mostBytes">Largest picture.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The bytes, or the problem to answer with.</returns>
    internal static async Task<(ReadOnlyMemory<byte> Content, Problem? Problem)> ReadAsync(HttpRequest request, int mostBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var type = MediaTypeHeaderValue.Parse(request.ContentType);
            var part = type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
                ? await FindPartAsync(request, BoundaryOf(type), either.Token)
                : request.Body;
            if (part is null)
                return (default, Problem.InvalidParameter(PartName, null, "a part of the form with the picture"));
            return await ReadAsync(part, (int)Math.Min(request.ContentLength ?? 0, mostBytes), mostBytes, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (default, new Problem(ProblemKinds.RequestTimeout) { Detail = string.Create(CultureInfo.InvariantCulture, $"The picture did not arrive within {s_patience.TotalSeconds:0} s.") });
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException && fault is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return (default, new Problem(ProblemKinds.BadRequest) { Detail = "The form is cut off or damaged." });
        }
    }

    private static string BoundaryOf(MediaTypeHeaderValue type) => HeaderUtilities.RemoveQuotes(type.Boundary).ToString();

    private static async Task<Stream?> FindPartAsync(HttpRequest request, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, request.Body);
        for (var i = 0; i < MostParts && await reader.ReadNextSectionAsync(cancellationToken) is { } section; i++)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name) == PartName)
                return section.Body;
        }

        return null;
    }

    private static async Task<(ReadOnlyMemory<byte> Content, Problem? Problem)> ReadAsync(Stream stream, int expected, int mostBytes, CancellationToken cancellationToken)
    {
        const int first = 64 << 10;
        var content = new byte[Math.Max(expected, first)];
        var length = 0;
        while (true)
        {
            if (length == content.Length)
            {
                if (length > mostBytes)
                    return (default, TooLarge(mostBytes));
                Array.Resize(ref content, (int)Math.Min(2L * length, mostBytes + 1L));
            }

            var count = await stream.ReadAsync(content.AsMemory(length), cancellationToken);
            if (count == 0)
                break;
            length += count;
        }

        return length > mostBytes ? (default, TooLarge(mostBytes)) : (content.AsMemory(0, length), null);
    }

    private static Problem TooLarge(int mostBytes) =>
        new(ProblemKinds.ContentTooLarge) { Detail = string.Create(CultureInfo.InvariantCulture, $"A picture's file has at most {mostBytes} bytes here.") };
}
