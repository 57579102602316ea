namespace Learners.Contracts;

/// <summary>The body of POST /jobs. Only the learner must be named.</summary>
/// <param name="Learner">Name on the learner's card.</param>
public sealed record JobSubmission(string Learner)
{
    /// <summary>Bytes that a body may have; no job needs more.</summary>
    public const int LargestBytes = 64 << 10;

    /// <summary>Name of the data set; the preset's own when not given.</summary>
    public string? Data { get; init; }

    /// <summary>Name of the preset; the learner's first when not given.</summary>
    public string? Preset { get; init; }

    /// <summary>What is set beyond the preset.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>Start of every random sequence.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Whose job it is: letters, digits, dots, hyphens, underlines.</summary>
    public string? Owner { get; init; }

    /// <summary>−100 to 100; larger goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Jobs that must have succeeded before.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>Name of the published model; made from data, preset and the job's number when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Threads of torch; 1 repeats bit for bit.</summary>
    public int Threads { get; init; } = 1;
}
