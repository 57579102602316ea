namespace Benchmarks.Http;

/// <summary>What a load generator sends, and for how long.</summary>
/// <param name="Port">Of 127.0.0.1.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Further header lines without their line ends.</param>
/// <param name="Connections">Kept alive, one request in flight on each.</param>
/// <param name="Seconds">Length of the run.</param>
/// <param name="Status">Status that every answer must have.</param>
internal sealed record LoadPlan(int Port, string Path, IReadOnlyList<string> Headers, int Connections, double Seconds, int Status);

/// <summary>What a load generator got.</summary>
/// <param name="Requests">Answers with the right status.</param>
/// <param name="Bytes">Of their bodies.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
internal readonly record struct LoadResult(long Requests, long Bytes, double Seconds);
