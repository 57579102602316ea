using System.Globalization;
using System.Text.Json;
using TileServer.Http;

namespace TileServer.Layers;

/// <summary>Reads places from the body of a question: <c>[[lon, lat], …]</c> or a GeoJSON MultiPoint (RFC 7946, 3.1.3).</summary>
internal static class PlaceList
{
    /// <summary>Reads the places.</summary>
    /// <param name="request">The question.</param>
    /// <param name="most">Most places.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>The places, or the problem to answer with.</returns>
    internal static async Task<(IReadOnlyList<(double Longitude, double Latitude)> Places, Problem? Problem)> ReadAsync(
        HttpRequest request, int most, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(request, cancellationToken);
        if (problem is not null)
            return ([], problem);
        using (document)
            return Read(document!.RootElement, most);
    }

    private static (IReadOnlyList<(double Longitude, double Latitude)> Places, Problem? Problem) Read(JsonElement root, int most)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (!root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "MultiPoint"
                || !root.TryGetProperty("coordinates", out root))
                return ([], Invalid("Expected [[lon,lat],…] or a MultiPoint with coordinates."));
        }

        if (root.ValueKind != JsonValueKind.Array)
            return ([], Invalid("Expected [[lon,lat],…] or a MultiPoint with coordinates."));
        if (root.GetArrayLength() > most)
        {
            return ([], new Problem(ProblemKinds.ResultTooLarge)
            {
                Detail = string.Create(CultureInfo.InvariantCulture, $"{root.GetArrayLength()} places are more than the {most} of one question."),
            });
        }

        var places = new List<(double, double)>(root.GetArrayLength());
        foreach (var item in root.EnumerateArray())
        {
            if (!TryRead(item, out var place))
            {
                return ([], Invalid(string.Create(
                    CultureInfo.InvariantCulture, $"Place {places.Count}: expected [lon,lat] in degrees, with a latitude of −90 to 90.")));
            }

            places.Add(place);
        }

        return (places, null);
    }

    private static bool TryRead(JsonElement item, out (double Longitude, double Latitude) place)
    {
        place = default;
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() is not (2 or 3)
            || item[0].ValueKind != JsonValueKind.Number || item[1].ValueKind != JsonValueKind.Number
            || !item[0].TryGetDouble(out var longitude) || !item[1].TryGetDouble(out var latitude)
            || !double.IsFinite(longitude) || latitude is not (>= -90 and <= 90))
            return false;
        place = (longitude, latitude);
        return true;
    }

    private static Problem Invalid(string detail) => new(ProblemKinds.InvalidGeometry) { Detail = detail };
}
