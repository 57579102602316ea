namespace GeoCore.Raster.Zonal;

/// <summary>The values of a zone are no categories: there are too many different ones.</summary>
public sealed class ZonalCategoriesException : Exception
{
    /// <summary>Most categories.</summary>
    public const int Most = 4096;

    /// <summary>Creates the exception without a message.</summary>
    public ZonalCategoriesException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ZonalCategoriesException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ZonalCategoriesException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
