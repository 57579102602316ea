namespace Learners.Host.Commands;

/// <summary>The command line asks for something that does not exist; the message says what does.</summary>
/// <param name="message">For a person.</param>
public sealed class UsageException(string message) : Exception(message);
