namespace GeoCore.Evaluation.Inputs;

/// <summary>A table is not sorted by query: rows of a query that was done with follow later.</summary>
public sealed class ScatteredRowsException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ScatteredRowsException() : base("The table is not sorted by query.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ScatteredRowsException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ScatteredRowsException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
