namespace GeoCore.Raster;

/// <summary>A raster cannot be opened or read; the message carries the words of the library that refused.</summary>
public sealed class RasterException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public RasterException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public RasterException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public RasterException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
