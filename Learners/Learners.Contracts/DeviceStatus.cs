namespace Learners.Contracts;

/// <summary>A device that jobs train on, and what is lent of it.</summary>
/// <param name="Name"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Description">For a person.</param>
/// <param name="MemoryBytes">What the device has.</param>
/// <param name="BudgetBytes">What jobs may use of it together.</param>
/// <param name="ReservedBytes">What running jobs are expected to use at their peaks.</param>
/// <param name="Threads">Threads that jobs may use together.</param>
/// <param name="ReservedThreads">Threads of running jobs.</param>
/// <param name="Jobs">Jobs that hold a part.</param>
public sealed record DeviceStatus(
    string Name,
    string Description,
    long MemoryBytes,
    long BudgetBytes,
    long ReservedBytes,
    int Threads,
    int ReservedThreads,
    IReadOnlyList<string> Jobs)
{
    /// <summary>A job too large for what is free now; others wait until it has had its turn.</summary>
    public string? WaitsForRoom { get; init; }
}
