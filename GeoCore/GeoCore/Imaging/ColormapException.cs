namespace GeoCore.Imaging;

/// <summary>A colormap is unknown or its description cannot be used; the message names the field.</summary>
public sealed class ColormapException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ColormapException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ColormapException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ColormapException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
