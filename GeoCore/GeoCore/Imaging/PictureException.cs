namespace GeoCore.Imaging;

/// <summary>A file is no picture that is read: of another kind, cut off, damaged or larger than is allowed; the message says which.</summary>
public sealed class PictureException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public PictureException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public PictureException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public PictureException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
