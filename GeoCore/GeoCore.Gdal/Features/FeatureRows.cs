using System.Globalization;
using GeoCore.Features;
using GeoCore.Gdal.Native;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoCore.Gdal.Features;

/// <summary>Fields and values between OGR's types and ours.</summary>
/// <param name="fields">The fields that are handed out, with their places in the layer.</param>
internal sealed class FeatureRows(IReadOnlyList<(FeatureField Field, int Place)> fields)
{
    /// <summary>Largest step of an arc that becomes a line, degrees.</summary>
    private const double ArcStep = 4;

    /// <summary>The fields.</summary>
    internal IReadOnlyList<FeatureField> Fields { get; } = [.. fields.Select(field => field.Field)];

    /// <summary>Reads the fields of a layer; bytes are left out.</summary>
    internal static FeatureRows Of(nint layer)
    {
        const int binary = 8;
        var definition = NativeMethods.OGR_L_GetLayerDefn(layer);
        var fields = new List<(FeatureField, int)>();
        for (var i = 0; i < NativeMethods.OGR_FD_GetFieldCount(definition); i++)
        {
            var field = NativeMethods.OGR_FD_GetFieldDefn(definition, i);
            if (NativeMethods.OGR_Fld_GetType(field) != binary)
                fields.Add((new FeatureField(NativeText.Of(NativeMethods.OGR_Fld_GetNameRef(field)) ?? $"field{i}", TypeOf(field)), i));
        }

        return new FeatureRows(fields);
    }

    /// <summary>What a layer holds, by its declared type.</summary>
    internal static FeatureShape ShapeOf(nint layer) => ((NativeMethods.OGR_L_GetGeomType(layer) & 0x0FFFFFFF) % 1000) switch
    {
        1 or 4 => FeatureShape.Points,
        2 or 5 or 8 or 9 or 11 => FeatureShape.Lines,
        3 or 6 or 10 or 12 => FeatureShape.Polygons,
        _ => FeatureShape.Any,
    };

    /// <summary>The values of a feature.</summary>
    internal object?[] ValuesOf(nint feature)
    {
        var values = new object?[fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var place = fields[i].Place;
            if (NativeMethods.OGR_F_IsFieldSetAndNotNull(feature, place) == 0)
                continue;
            values[i] = fields[i].Field.Type switch
            {
                FeatureFieldType.Integer => NativeMethods.OGR_F_GetFieldAsInteger64(feature, place),
                FeatureFieldType.Boolean => NativeMethods.OGR_F_GetFieldAsInteger64(feature, place) != 0,
                FeatureFieldType.Real => NativeMethods.OGR_F_GetFieldAsDouble(feature, place),
                FeatureFieldType.Date or FeatureFieldType.DateTime => TimeOf(feature, place, fields[i].Field.Type),
                _ => NativeText.Of(NativeMethods.OGR_F_GetFieldAsString(feature, place)),
            };
        }

        return values;
    }

    /// <summary>The geometry of a feature in degrees; null where it has none, or none that has a place.</summary>
    internal static Geometry? GeometryOf(nint feature, FeatureHandle handle, WKBReader reader)
    {
        var geometry = NativeMethods.OGR_F_GetGeometryRef(feature);
        if (geometry == 0)
            return null;
        if (NativeMethods.OGR_G_HasCurveGeometry(geometry, 0) == 0)
            return Copy(geometry, handle, reader);
        var linear = NativeMethods.OGR_G_GetLinearGeometry(geometry, ArcStep, 0);
        try
        {
            return Copy(linear, handle, reader);
        }
        finally
        {
            NativeMethods.OGR_G_DestroyGeometry(linear);
        }
    }

    private static Geometry? Copy(nint geometry, FeatureHandle handle, WKBReader reader)
    {
        const int littleEndian = 1;
        if (!handle.TryToDegrees(geometry))
            return null;
        var bytes = new byte[NativeMethods.OGR_G_WkbSize(geometry)];
        if (NativeMethods.OGR_G_ExportToIsoWkb(geometry, littleEndian, bytes) != 0)
            return null;
        var copy = reader.Read(bytes);
        return copy.IsEmpty ? null : copy;
    }

    private static FeatureFieldType TypeOf(nint field)
    {
        const int boolean = 1;
        return NativeMethods.OGR_Fld_GetType(field) switch
        {
            0 => NativeMethods.OGR_Fld_GetSubType(field) == boolean ? FeatureFieldType.Boolean : FeatureFieldType.Integer,
            12 => FeatureFieldType.Integer,
            2 => FeatureFieldType.Real,
            9 => FeatureFieldType.Date,
            11 => FeatureFieldType.DateTime,
            _ => FeatureFieldType.Text,
        };
    }

    private static string? TimeOf(nint feature, int place, FeatureFieldType type)
    {
        const int utc = 100, minutesOfStep = 15;
        if (NativeMethods.OGR_F_GetFieldAsDateTimeEx(feature, place, out var year, out var month, out var day, out var hour, out var minute, out var second, out var zone) == 0
            || year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (type == FeatureFieldType.Date)
            return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");

        // what states no zone is taken for UTC
        var moment = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).AddMilliseconds(Math.Round(second * 1000)).AddMinutes(zone > 1 ? (utc - zone) * minutesOfStep : 0);
        return moment.ToString(moment.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
