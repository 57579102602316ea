namespace GeoCore.Onnx;

/// <summary>How a network is run.</summary>
public sealed record OnnxBackboneOptions
{
    /// <summary>Threads of one picture's computation, at least 1. A server that answers many requests at once keeps 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Name of the input that takes the picture; null for the only one.</summary>
    public string? Input { get; init; }

    /// <summary>Name of the output that is the embedding; null for the first one.</summary>
    public string? Output { get; init; }
}
