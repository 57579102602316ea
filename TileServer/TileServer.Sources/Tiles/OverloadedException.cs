namespace TileServer.Sources.Tiles;

/// <summary>Too many renderings wait already, or this one waited too long; trying again in a second may help.</summary>
public sealed class OverloadedException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public OverloadedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public OverloadedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public OverloadedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
