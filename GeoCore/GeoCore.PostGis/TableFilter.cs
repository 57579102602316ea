using System.Globalization;
using GeoCore.Features;

namespace GeoCore.PostGis;

/// <summary>A query as a condition of SQL with parameters: no text of a client is ever part of it.</summary>
internal sealed class TableFilter
{
    private readonly List<string> _conditions = [];

    /// <summary>Writes a query.</summary>
    internal TableFilter(FeatureQuery query, FeatureSourceInfo info, TableColumns columns)
    {
        ArgumentNullException.ThrowIfNull(query);
        AddBoxes(query, columns);
        foreach (var condition in query.Conditions)
            Add($"{Name(info.Fields[condition.Field])}::{columns.Casts[condition.Field]} = {{0}}", Converted(condition.Value, info.Fields[condition.Field].Type));
        if (query.Time is not { } time || info.TimeField is not { } field)
            return;
        var name = field.Type == FeatureFieldType.Date ? Name(field) : Name(field) + "::timestamptz";
        if (time.Begin is { } begin)
            Add($"{name} >= {{0}}", Moment(begin, field.Type));
        if (time.End is { } end)
            Add($"{name} <= {{0}}", Moment(end, field.Type));
    }

    /// <summary>The condition.</summary>
    internal string Text => _conditions.Count > 0 ? string.Join(" AND ", _conditions) : "TRUE";

    /// <summary>Its parameters in their order.</summary>
    internal List<object> Values { get; } = [];

    /// <summary>Adds a condition; one that is null adds nothing.</summary>
    internal void Add(string? condition, params ReadOnlySpan<object?> values)
    {
        if (condition is null)
            return;
        var names = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            Values.Add(values[i]!);
            names[i] = string.Create(CultureInfo.InvariantCulture, $"${Values.Count}");
        }

        _conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, names));
    }

    private void AddBoxes(FeatureQuery query, TableColumns columns)
    {
        if (query.Boxes.Count == 0)
            return;
        var geometry = PostgisFeatures.Quoted(columns.Geometry) + "::geometry";
        var parts = new List<string>();
        foreach (var box in query.Boxes)
        {
            // edges bend in other systems, so they get corners every few degrees before they are transformed
            var first = Values.Count;
            Values.AddRange([box.MinX, box.MinY, box.MaxX, box.MaxY]);
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"ST_Intersects({geometry}, ST_Transform(ST_Segmentize(ST_MakeEnvelope(${first + 1}, ${first + 2}, ${first + 3}, ${first + 4}, 4326), 5), {columns.Srid}))"));
        }

        _conditions.Add($"({string.Join(" OR ", parts)})");
    }

    private static string Name(FeatureField field) => PostgisFeatures.Quoted(field.Name).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static object Moment(DateTimeOffset moment, FeatureFieldType type) => type == FeatureFieldType.Date ? DateOnly.FromDateTime(moment.UtcDateTime) : moment.UtcDateTime;

    private static object Converted(object value, FeatureFieldType type) => type switch
    {
        FeatureFieldType.Date when DateOnly.TryParse((string)value, CultureInfo.InvariantCulture, out var day) => day,
        FeatureFieldType.DateTime when DateTimeOffset.TryParse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment.UtcDateTime,
        FeatureFieldType.Date => DateOnly.MinValue,
        FeatureFieldType.DateTime => DateTime.MinValue.ToUniversalTime(),
        _ => value,
    };
}
