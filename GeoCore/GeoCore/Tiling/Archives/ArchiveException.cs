namespace GeoCore.Tiling.Archives;

/// <summary>An archive of tiles cannot be opened, read or written; the message says what is wrong with it.</summary>
public sealed class ArchiveException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ArchiveException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ArchiveException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ArchiveException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
