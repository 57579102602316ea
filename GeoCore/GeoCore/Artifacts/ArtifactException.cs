namespace GeoCore.Artifacts;

/// <summary>A published artifact cannot be read or is not what its card says; the message names the file and the field.</summary>
public sealed class ArtifactException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ArtifactException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ArtifactException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ArtifactException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
