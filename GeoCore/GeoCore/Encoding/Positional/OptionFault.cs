namespace GeoCore.Encoding.Positional;

/// <summary>Exceptions about a field of the options, under the field's name on the wire.</summary>
internal static class OptionFault
{
    /// <summary>The field's value cannot be used.</summary>
    /// <param name="field">Wire name.</param>
    /// <param name="value">What was given.</param>
    /// <param name="range">What may be given.</param>
    public static ArgumentOutOfRangeException Of(string field, object value, string range) => new(field, value, range);
}
