using System.Text.Json.Serialization;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Layers.Predictions;

/// <summary>A part of a region that hangs together.</summary>
/// <param name="Rank">1 for the most probable.</param>
/// <param name="Mass">Probability.</param>
/// <param name="AreaKm2">Area.</param>
/// <param name="Peak">Middle of its densest cell: longitude, latitude.</param>
/// <param name="Bbox">West, south, east, north of the middles of its cells; west is greater than east across the antimeridian.</param>
internal sealed record RegionDocument(int Rank, double Mass, double AreaKm2, double[] Peak, double[] Bbox)
{
    /// <summary>All parts of a region, the most probable first.</summary>
    internal static List<RegionDocument> Of(PredictionLayer layer, PredictionRegion region) =>
        [.. region.Parts(layer.Map).Select((part, index) => new RegionDocument(
            index + 1, part.Mass, part.AreaKm2, PlaceOf(layer, part.Peak), BoxOf(layer, part.Cells)))];

    private static double[] PlaceOf(PredictionLayer layer, int cell)
    {
        var (longitude, latitude) = layer.Map.Grid.CentreOf(cell);
        return [longitude, latitude];
    }

    /// <summary>The narrowest box: its longitudes leave out the widest gap between those of cells.</summary>
    private static double[] BoxOf(PredictionLayer layer, IReadOnlyList<int> cells)
    {
        double south = 90, north = -90;
        var longitudes = new double[cells.Count];
        for (var i = 0; i < longitudes.Length; i++)
        {
            (longitudes[i], var latitude) = layer.Map.Grid.CentreOf(cells[i]);
            (south, north) = (Math.Min(south, latitude), Math.Max(north, latitude));
        }

        Array.Sort(longitudes);
        var (west, east, widest) = (longitudes[0], longitudes[^1], longitudes[0] + 360 - longitudes[^1]);
        for (var i = 1; i < longitudes.Length; i++)
        {
            if (longitudes[i] - longitudes[i - 1] > widest)
                (west, east, widest) = (longitudes[i], longitudes[i - 1], longitudes[i] - longitudes[i - 1]);
        }

        return [west, south, east, north];
    }
}

/// <summary>The area of the region of a mass.</summary>
internal sealed record MassArea(double Mass, double AreaKm2);

/// <summary>How much is searched, densest cells first, before a place is reached.</summary>
/// <param name="Coordinates">Longitude and latitude of the place.</param>
/// <param name="SearchedAreaKm2">Expected area, when equally dense cells are searched in any order.</param>
/// <param name="DenserKm2">Area of the denser cells: searched in any case.</param>
/// <param name="TiedKm2">Area of the equally dense ones, its own included.</param>
/// <param name="StrictKm2">Area after which the place has been reached in any case.</param>
/// <param name="Share">Of the Earth, of the expected area.</param>
/// <param name="SearchedMass">Probability of the denser cells.</param>
/// <param name="Cell">The cell of the place; null where there is none.</param>
/// <param name="Areas">Areas of the regions of usual masses, to compare with.</param>
/// <param name="Lv">Version of the layer.</param>
internal sealed record SearchedAreaDocument(
    double[] Coordinates, double SearchedAreaKm2, double DenserKm2, double TiedKm2, double StrictKm2, double Share, double SearchedMass, CellDocument? Cell,
    IReadOnlyList<MassArea> Areas, string Lv)
{
    /// <summary>Probability of the denser cells, as POST answers name it.</summary>
    [JsonPropertyName("hdr_level")]
    public double? HdrLevel { get; init; }

    /// <summary>Expected area, as POST answers name it.</summary>
    [JsonPropertyName("area_km2")]
    public double AreaKm2 => SearchedAreaKm2;

    /// <summary>1 in the densest cell, else one more than there are denser cells; null where there is no cell.</summary>
    public int? Rank { get; init; }

    /// <summary>Distance to the middle of the densest cell.</summary>
    [JsonPropertyName("distance_km")]
    public double DistanceKm { get; init; }
}

/// <summary>JSON of probabilities of places.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegionDocument[]))]
[JsonSerializable(typeof(SearchedAreaDocument))]
internal sealed partial class PredictionJson : JsonSerializerContext;
