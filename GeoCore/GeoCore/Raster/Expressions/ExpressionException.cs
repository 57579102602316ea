namespace GeoCore.Raster.Expressions;

/// <summary>A text is no expression of bands; says what is wrong and where.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ExpressionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ExpressionException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ExpressionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="position">Character of the text where, from 0.</param>
    public ExpressionException(string message, int position) : base(message) => Position = position;

    /// <summary>Character of the text where something is wrong, from 0.</summary>
    public int Position { get; }
}
