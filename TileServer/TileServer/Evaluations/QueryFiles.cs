using System.Text.Json;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Gdal;

namespace TileServer.Evaluations;

/// <summary>The queries of an evaluation as points for a map: <c>queries.geojson</c> and <c>queries.gpkg</c>.</summary>
internal static class QueryFiles
{
    private const string GeoJson = "queries.geojson";

    /// <summary>Writes the queries of Recall vs Area.</summary>
    /// <returns>Why there is no GeoPackage; null where there is one.</returns>
    internal static string? Write(RecallResult result, string folder) => Write(folder, stream => WriteGeoJson(result, stream));

    /// <summary>The queries of Recall vs Area as GeoJSON features, one after another.</summary>
    internal static IEnumerable<byte[]> Features(RecallResult result)
    {
        using var stream = new MemoryStream();
        foreach (var truth in result.Truths.All)
        {
            stream.SetLength(0);
            using (var writer = new Utf8JsonWriter(stream))
            {
                Feature(writer, truth, Properties(result));
            }

            yield return stream.ToArray();
        }
    }

    private static void WriteGeoJson(RecallResult result, Stream stream) => WriteGeoJson(result.Truths, stream, Properties(result));

    private static Action<Utf8JsonWriter, Truth> Properties(RecallResult result) => (writer, truth) =>
    {
        for (var i = 0; i < result.Systems.Count; i++)
        {
            if (result.Systems[i].Queries[truth.Index] is not { } query)
                continue;
            var end = i == 0 ? "" : $"_{i + 1}";
            writer.WriteNumber("denser_km2" + end, query.Area.DenserKm2);
            writer.WriteNumber("tied_km2" + end, query.Area.TiedKm2);
            writer.WriteNumber("mean_km2" + end, query.Area.MeanKm2);
            writer.WriteNumber("strict_km2" + end, query.Area.StrictKm2);
            writer.WriteNumber("optimistic_km2" + end, query.Area.CentreKm2(RecallVariant.Optimistic));
            writer.WriteBoolean("zero_density" + end, query.Area.IsZeroDensity);
            if (double.IsFinite(query.LogDensity))
                writer.WriteNumber("log_density" + end, query.LogDensity);
            if (double.IsFinite(query.Mass))
                writer.WriteNumber("denser_mass" + end, query.Mass);
        }
    };

    /// <summary>Writes the queries of distances.</summary>
    /// <returns>Why there is no GeoPackage; null where there is one.</returns>
    internal static string? Write(DistanceResult result, string folder) => Write(folder, stream => WriteGeoJson(result.Truths, stream, (writer, truth) =>
    {
        for (var i = 0; i < result.Systems.Count; i++)
        {
            if (result.Systems[i].Queries[truth.Index] is not { } point)
                continue;
            var end = i == 0 ? "" : $"_{i + 1}";
            writer.WriteNumber("distance_km" + end, point.DistanceKm);
            if (point.Predicted is var (longitude, latitude))
            {
                writer.WriteNumber("predicted_longitude" + end, longitude);
                writer.WriteNumber("predicted_latitude" + end, latitude);
            }
        }
    }));

    private static string? Write(string folder, Action<Stream> write)
    {
        OutputFile.Write(folder, GeoJson, path =>
        {
            using var stream = File.Create(path);
            write(stream);
        });
        File.Delete(Path.Combine(folder, "queries.gpkg"));
        if (!GdalLibrary.IsAvailable)
            return GdalLibrary.Problem;
        OutputFile.Write(folder, "queries.gpkg", path => GdalVector.Convert(Path.Combine(folder, GeoJson), path, "GPKG", "queries"));
        return null;
    }

    private static void WriteGeoJson(TruthTable truths, Stream stream, Action<Utf8JsonWriter, Truth> properties)
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var truth in truths.All)
        {
            Feature(writer, truth, properties);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Feature(Utf8JsonWriter writer, Truth truth, Action<Utf8JsonWriter, Truth> properties)
    {
        const int digits = 9;
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        if (truth.HasPlace)
        {
            writer.WriteStartObject("geometry");
            writer.WriteString("type", "Point");
            writer.WriteStartArray("coordinates");
            writer.WriteNumberValue(Math.Round(truth.Longitude, digits));
            writer.WriteNumberValue(Math.Round(truth.Latitude, digits));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("geometry");
        }

        writer.WriteStartObject("properties");
        writer.WriteString("query", truth.Query);
        writer.WriteNumber("weight", truth.Weight);
        foreach (var stratum in truth.Strata)
        {
            var sign = stratum.IndexOf('=', StringComparison.Ordinal);
            writer.WriteString("stratum_" + stratum[..sign], stratum[(sign + 1)..]);
        }

        properties(writer, truth);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (writer.BytesPending > 1 << 16)
            writer.Flush();
    }
}
