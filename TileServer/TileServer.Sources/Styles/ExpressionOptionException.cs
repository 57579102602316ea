using GeoCore.Raster.Expressions;

namespace TileServer.Sources.Styles;

/// <summary>The <c>expression</c> parameter is no formula.</summary>
public sealed class ExpressionOptionException : OptionException
{
    /// <summary>Creates the exception without a message.</summary>
    public ExpressionOptionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ExpressionOptionException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the fault behind it.</summary>
    public ExpressionOptionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="fault">What is wrong with it.</param>
    public ExpressionOptionException(string text, ExpressionException fault)
        : base("expression", text, FormattableString.Invariant($"a formula such as (b1-b2)/(b1+b2): {fault?.Message}, at character {fault?.Position + 1}"), fault) =>
        Position = fault?.Position ?? 0;

    /// <summary>Character of the text where something is wrong, from 0.</summary>
    public int Position { get; }
}
