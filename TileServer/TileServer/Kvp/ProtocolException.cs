namespace TileServer.Kvp;

/// <summary>A request of a protocol of key-value pairs that cannot be answered; the protocol writes its report of it.</summary>
internal sealed class ProtocolException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ProtocolException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ProtocolException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ProtocolException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="code">Code of the protocol.</param>
    /// <param name="locator">Name of the parameter.</param>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="status">HTTP status.</param>
    public ProtocolException(string code, string? locator, string message, int status = StatusCodes.Status400BadRequest) : base(message) =>
        (Code, Locator, Status) = (code, locator, status);

    /// <summary>Code of the protocol.</summary>
    internal string Code { get; } = "NoApplicableCode";

    /// <summary>Name of the parameter at fault, or null.</summary>
    internal string? Locator { get; }

    /// <summary>HTTP status.</summary>
    internal int Status { get; } = StatusCodes.Status400BadRequest;

    /// <summary>A parameter that is missing.</summary>
    internal static ProtocolException Missing(string name) => new("MissingParameterValue", name, $"{name} is missing.");

    /// <summary>A parameter that cannot be used.</summary>
    internal static ProtocolException Invalid(string name, string expected) => new("InvalidParameterValue", name, $"{name}: expected {expected}.");
}
