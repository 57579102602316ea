using TileServer.Speech;

namespace TileServer.Api;

/// <summary>What the address of speech does.</summary>
internal static class SpeechOperations
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("POST", "/learners/{model}/score", "speech", "Whether a clip of speech sounds genuine or made by the synthesizers and vocoders that a model knows")
        {
            Parameters = [new("model", "Name of a model that scores speech", "rwm")],
            Bodies = [.. SpeechEndpoints.MediaTypes.Select(type => new ApiBody(type, "(the bytes of a WAV file)"))],
            Answers = [ApiAnswer.Json(200, "The score", SpeechJson.Default.SpeechScoreDocument)],
            Problems = [400, 404, 408, 409, 413, 415, 422],
        },
    ];
}
