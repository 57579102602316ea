using System.Text.Json.Serialization;

namespace TileServer.Evaluations.Jobs;

/// <summary>What an evaluation of uploaded files is to do; on disk before the client is told that it was accepted.</summary>
/// <param name="Id">Name of the evaluation.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Settings">Parameters by name, as they came.</param>
/// <param name="Files">The files.</param>
/// <param name="Key">The client's key for sending it again; null without one.</param>
/// <param name="Fingerprint">SHA-256 of settings and files.</param>
internal sealed record JobOrder(
    string Id, DateTimeOffset Created, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<JobFile> Files, string? Key, string Fingerprint);

/// <summary>A file of an evaluation.</summary>
/// <param name="Part">Name of the part of the form.</param>
/// <param name="Name">Its name on disk, unlike those of the others.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record JobFile(string Part, string Name, long Bytes);

/// <summary>How an evaluation ended.</summary>
/// <param name="Finished">When.</param>
/// <param name="Error">Why there is no result; null where there is one.</param>
internal sealed record JobOutcome(DateTimeOffset Finished, string? Error);

/// <summary>How far an evaluation is.</summary>
/// <param name="System">The system whose answers are being ranked.</param>
/// <param name="Queries">Queries of it that have been ranked.</param>
/// <param name="Share">Share of its file that has been read, 0 to 1.</param>
/// <param name="Fractional">Recall so far, with normal 95 % intervals.</param>
internal sealed record JobProgressDocument(string System, long Queries, double Share, IReadOnlyList<BudgetDocument> Fractional);

/// <summary>An evaluation of uploaded files as clients see it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Created">When it was accepted.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Progress">How far it is, while it runs.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Result">The figures, once it succeeded.</param>
/// <param name="Distances">Great-circle distances, where they were asked for.</param>
internal sealed record JobDocument(
    string Id, string State, DateTimeOffset Created, DateTimeOffset? Finished, JobProgressDocument? Progress, string? Error, RecallDocument? Result, DistanceDocument? Distances = null);

/// <summary>JSON of evaluations of uploaded files, on disk and for clients.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobOrder))]
[JsonSerializable(typeof(JobOutcome))]
[JsonSerializable(typeof(JobDocument))]
internal sealed partial class JobJson : JsonSerializerContext;
