using System.Text.Json;
using GeoCore.Features;
using GeoCore.Geodesy;
using NetTopologySuite.Geometries;

namespace TileServer.Features;

/// <summary>Writes features as GeoJSON (RFC 7946), or with the same shape in another reference system.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="crs">Reference system of the coordinates.</param>
/// <param name="fields">Properties.</param>
internal sealed class GeoJsonWriter(Utf8JsonWriter writer, CoordinateReferenceSystem crs, IReadOnlyList<FeatureField> fields)
{
    internal const string MediaType = "application/geo+json";

    /// <summary>Writes a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="writeMore">Writes further members, or null for none.</param>
    internal void Write(Feature feature, Action? writeMore = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteNumber("id", feature.Id);
        if (feature.Geometry is { } geometry)
        {
            writer.WriteStartObject("geometry");
            WriteGeometry(geometry);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("geometry");
        }

        writer.WriteStartObject("properties");
        for (var i = 0; i < fields.Count; i++)
            WriteValue(fields[i].Name, feature.Values[i]);
        writer.WriteEndObject();
        writeMore?.Invoke();
        writer.WriteEndObject();
    }

    private void WriteValue(string name, object? value)
    {
        writer.WritePropertyName(name);
        switch (value)
        {
            case long whole:
                writer.WriteNumberValue(whole);
                break;
            case double real when double.IsFinite(real):
                writer.WriteNumberValue(real);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteGeometry(Geometry geometry)
    {
        writer.WriteString("type", geometry is LinearRing ? "LineString" : geometry.GeometryType);
        writer.WritePropertyName(geometry is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon) ? "geometries" : "coordinates");
        switch (geometry)
        {
            case Point point:
                WritePlace(point.CoordinateSequence, 0);
                break;
            case LineString line:
                WriteLine(line);
                break;
            case Polygon polygon:
                WritePolygon(polygon);
                break;
            case GeometryCollection collection:
                writer.WriteStartArray();
                foreach (var part in collection.Geometries)
                    WritePart(part, collection);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WritePart(Geometry part, GeometryCollection whole)
    {
        switch (whole, part)
        {
            case (MultiPoint, Point point):
                WritePlace(point.CoordinateSequence, 0);
                break;
            case (MultiLineString, LineString line):
                WriteLine(line);
                break;
            case (MultiPolygon, Polygon polygon):
                WritePolygon(polygon);
                break;
            default:
                writer.WriteStartObject();
                WriteGeometry(part);
                writer.WriteEndObject();
                break;
        }
    }

    private void WritePolygon(Polygon polygon)
    {
        writer.WriteStartArray();
        WriteLine(polygon.ExteriorRing);
        foreach (var hole in polygon.InteriorRings)
            WriteLine(hole);
        writer.WriteEndArray();
    }

    private void WriteLine(LineString line)
    {
        writer.WriteStartArray();
        for (var i = 0; i < line.CoordinateSequence.Count; i++)
            WritePlace(line.CoordinateSequence, i);
        writer.WriteEndArray();
    }

    /// <summary>In the order of axes that the authority of the system lists; a place that it does not reach is 0, 0 of nothing: null.</summary>
    private void WritePlace(CoordinateSequence places, int index)
    {
        var (x, y) = crs == Crs84.Instance ? (places.GetX(index), places.GetY(index)) : crs.FromGeographic(places.GetX(index), places.GetY(index));
        writer.WriteStartArray();
        if (double.IsFinite(x + y))
        {
            writer.WriteNumberValue(crs.AuthorityAxesAreSwapped ? y : x);
            writer.WriteNumberValue(crs.AuthorityAxesAreSwapped ? x : y);
            if (places.HasZ && double.IsFinite(places.GetZ(index)))
                writer.WriteNumberValue(places.GetZ(index));
        }

        writer.WriteEndArray();
    }
}
