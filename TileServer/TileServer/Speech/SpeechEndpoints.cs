using System.Globalization;
using System.Text.Json.Serialization;
using GeoCore.Artifacts;
using GeoCore.Audio;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using TileServer.Hosting;
using TileServer.Http;

namespace TileServer.Speech;

/// <summary>Clips of speech in, probabilities that a person spoke out.</summary>
internal static class SpeechEndpoints
{
    /// <summary>Largest file: a minute of the best sound that is read, with room for other chunks.</summary>
    internal const int LargestClip = 24 << 20;

    /// <summary>Types of a body; what it really is its first bytes say.</summary>
    internal static readonly string[] MediaTypes = ["audio/wav", "audio/x-wav", "audio/wave", "application/octet-stream"];

    private const int FirstBuffer = 64 << 10;

    // longest that a body may take to arrive
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    internal static void MapSpeech(this IEndpointRouteBuilder routes) => routes.MapPost("/learners/{model}/score", PostClipAsync);

    private static async Task<IResult> PostClipAsync(HttpContext context, string model, TimeProvider time, CancellationToken cancellationToken)
    {
        if (new Query(context).Finish() is { } problem)
            return problem;
        if (LayerSources.FindDetector(model) is not { } folder)
            return new Problem(ProblemKinds.NotFound) { Detail = $"There is no model '{Shortened(model)}' that scores speech; ./geosuite train rwm makes one." };
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !MediaTypes.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
            return new Problem(ProblemKinds.UnsupportedMediaType) { Detail = $"Expected {string.Join(", ", MediaTypes)}." };
        if (context.Request.ContentLength > LargestClip)
            return TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestClip + 1;
        var (content, refused) = await ReadAsync(context.Request, time, cancellationToken);
        if (refused is not null)
            return refused;
        try
        {
            return Score(context, SpeechDetector.Load(folder), content!);
        }
        catch (AudioException fault)
        {
            return new Problem(ProblemKinds.UnreadableAudio) { Detail = $"The body: {fault.Message}." };
        }
        catch (ArtifactException fault)
        {
            return new Problem(ProblemKinds.Conflict) { Detail = $"The model '{Shortened(model)}' cannot be opened: {fault.Message}" };
        }
    }

    private static JsonHttpResult<SpeechScoreDocument> Score(HttpContext context, SpeechDetector detector, Stream content)
    {
        var score = detector.Score(WavFile.Read(content));
        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(
            new SpeechScoreDocument(detector.Card.Id, detector.Digest[..12], score.Genuine, score.LogOdds, score.Seconds, detector.Card.ResponsibleUse), SpeechJson.Default.SpeechScoreDocument);
    }

    // what is kept grows with what arrives, and ends at the limit
    private static async Task<(MemoryStream? Content, Problem? Problem)> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var content = new MemoryStream();
        var buffer = new byte[FirstBuffer];
        try
        {
            for (int count; (count = await request.Body.ReadAsync(buffer, either.Token)) > 0;)
            {
                content.Write(buffer, 0, count);
                if (content.Length > LargestClip)
                    return (null, TooLarge());
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, new Problem(ProblemKinds.RequestTimeout) { Detail = string.Create(CultureInfo.InvariantCulture, $"The clip did not arrive within {s_patience.TotalSeconds:0} s.") });
        }

        content.Position = 0;
        return (content, null);
    }

    private static Problem TooLarge() => new(ProblemKinds.ContentTooLarge) { Detail = string.Create(CultureInfo.InvariantCulture, $"A clip's file has at most {LargestClip} bytes here.") };

    private static string Shortened(string name) => name.Length <= 64 ? name : name[..64] + "…";
}

/// <summary>What a detector says of a clip.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Version">Changes with its weights.</param>
/// <param name="Genuine">Probability that a person spoke, where half of all clips are fake.</param>
/// <param name="LogOdds">ln of the odds of that.</param>
/// <param name="Seconds">Speech that was looked at.</param>
/// <param name="ResponsibleUse">What the score is and what it is not.</param>
internal sealed record SpeechScoreDocument(string Model, string Version, double Genuine, double LogOdds, double Seconds, string? ResponsibleUse);

/// <summary>Scores as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpeechScoreDocument))]
internal sealed partial class SpeechJson : JsonSerializerContext;
