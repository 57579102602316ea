namespace GeoCore.Evaluation.Inputs;

/// <summary>A file brought for an evaluation cannot be used; the message is one line that names the file and, where there are any, line and column.</summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public InputException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public InputException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public InputException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
