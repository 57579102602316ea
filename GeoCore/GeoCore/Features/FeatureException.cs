namespace GeoCore.Features;

/// <summary>Features cannot be opened or read; the message carries the words of the library or database that refused.</summary>
public sealed class FeatureException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public FeatureException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public FeatureException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public FeatureException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
