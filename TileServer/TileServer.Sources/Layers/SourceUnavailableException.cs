namespace TileServer.Sources.Layers;

/// <summary>The file behind a layer is gone or damaged; the layer may come back.</summary>
public sealed class SourceUnavailableException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public SourceUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public SourceUnavailableException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public SourceUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
