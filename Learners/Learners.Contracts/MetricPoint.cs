namespace Learners.Contracts;

/// <summary>What was measured while a run trained, at one step.</summary>
/// <param name="Step">Steps done, those before a resumption included.</param>
/// <param name="Time">Seconds since the run began, pauses not counted.</param>
/// <param name="Values">Figures by name, such as <c>loss</c>, <c>learning-rate</c> and <c>examples-per-second</c>.</param>
public sealed record MetricPoint(long Step, double Time, IReadOnlyDictionary<string, double> Values);
