namespace Learners.Host.Queue;

/// <summary>What is asked of a job does not go with its state.</summary>
/// <param name="message">For a person.</param>
internal sealed class JobConflictException(string message) : Exception(message);
