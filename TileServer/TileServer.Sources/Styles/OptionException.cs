namespace TileServer.Sources.Styles;

/// <summary>A rendering parameter cannot be used; the answer to whoever sent it.</summary>
public class OptionException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public OptionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public OptionException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public OptionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="parameter">Name as in a URL.</param>
    /// <param name="value">What was sent.</param>
    /// <param name="expected">What could have been sent.</param>
    /// <param name="innerException">Fault behind it, or null.</param>
    public OptionException(string parameter, string? value, string expected, Exception? innerException = null)
        : base($"{parameter}: expected {expected}", innerException)
    {
        Parameter = parameter;
        Value = value;
        Expected = expected;
    }

    /// <summary>Name as in a URL.</summary>
    public string Parameter { get; } = "";

    /// <summary>What was sent.</summary>
    public string? Value { get; }

    /// <summary>What could have been sent.</summary>
    public string Expected { get; } = "";
}
