namespace Benchmarks.Commands;

/// <summary>A benchmark cannot be run; the message is one line for the person who asked.</summary>
public sealed class BenchException : Exception
{
    public BenchException()
    {
    }

    public BenchException(string message) : base(message)
    {
    }

    public BenchException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
