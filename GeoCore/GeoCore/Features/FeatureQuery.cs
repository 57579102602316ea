using System.Globalization;
using NetTopologySuite.Geometries;

namespace GeoCore.Features;

/// <summary>A property that must have a value.</summary>
/// <param name="Field">Place of the property in <see cref="FeatureSourceInfo.Fields"/>.</param>
/// <param name="Value">The value, of the type that features have.</param>
public sealed record FieldCondition(int Field, object Value);

/// <summary>Moments from one to another.</summary>
/// <param name="Begin">First; null for any before.</param>
/// <param name="End">Last; null for any after.</param>
public sealed record TimeInterval(DateTimeOffset? Begin, DateTimeOffset? End);

/// <summary>Which features are wanted: those that fulfil everything.</summary>
public sealed record FeatureQuery
{
    /// <summary>From the first moment of a day to its last; of the last day that there is, too.</summary>
    public static TimeSpan AlmostDay { get; } = TimeSpan.FromDays(1) - TimeSpan.FromTicks(1);

    /// <summary>All features.</summary>
    public static FeatureQuery All { get; } = new();

    /// <summary>Boxes of degrees of which a feature touches at least one; empty for no such condition.</summary>
    public IReadOnlyList<Envelope> Boxes { get; init; } = [];

    /// <summary>Values that properties have.</summary>
    public IReadOnlyList<FieldCondition> Conditions { get; init; } = [];

    /// <summary>When; null for no such condition, and of no meaning where the source has no times.</summary>
    public TimeInterval? Time { get; init; }

    /// <summary>Whether every feature is wanted.</summary>
    public bool IsAll => Boxes.Count == 0 && Conditions.Count == 0 && Time is null;

    /// <summary>Whether values are as they must be.</summary>
    /// <param name="values">One for each field; those of conditions are looked at.</param>
    /// <param name="timeField">Place of the property that is a time; −1 where there is none.</param>
    public bool Fits(IReadOnlyList<object?> values, int timeField)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var condition in Conditions)
        {
            if (!condition.Value.Equals(values[condition.Field]))
                return false;
        }

        return Time is null || timeField < 0 || (values[timeField] is string text && Holds(Time, text));
    }

    /// <summary>Reads the text of a value as the type of a field.</summary>
    /// <returns>The value; null where the text is none.</returns>
    public static object? ValueOf(FeatureField field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Type switch
        {
            FeatureFieldType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            FeatureFieldType.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null,
            FeatureFieldType.Boolean => text switch { "true" or "1" => true, "false" or "0" => false, _ => null },
            _ => text,
        };
    }

    /// <summary>A day is all of its moments.</summary>
    private static bool Holds(TimeInterval interval, string text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begin))
            return false;
        var end = text.Contains('T', StringComparison.Ordinal) ? begin : begin + AlmostDay;
        return (interval.Begin is not { } first || end >= first) && (interval.End is not { } last || begin <= last);
    }
}
