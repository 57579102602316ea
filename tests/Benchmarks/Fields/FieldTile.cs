using Benchmarks.Encoders;
using GeoCore.Tiling;

namespace Benchmarks.Fields;

/// <summary>Pixel centres of a web Mercator tile.</summary>
/// <param name="Grid">Its pixels.</param>
/// <param name="Longitudes">Of the columns, degrees.</param>
/// <param name="Latitudes">Of the rows, degrees.</param>
internal sealed record FieldTile(PixelGrid Grid, double[] Longitudes, double[] Latitudes)
{
    /// <summary>Pixels along an edge.</summary>
    public const int Edge = 256;

    /// <summary>North, south, equator and a neighbour of the antimeridian, coasts among them.</summary>
    private static readonly (double Longitude, double Latitude)[] s_places = [(5.3, 60.4), (-58.4, -34.6), (9.4, 0.4), (179.5, -16.5)];

    /// <summary>All pixel centres, row by row.</summary>
    public Places Places => new(
        [.. Enumerable.Repeat(Longitudes, Edge).SelectMany(row => row)],
        [.. Latitudes.SelectMany(latitude => Enumerable.Repeat(latitude, Edge))]);

    /// <summary>The tiles of a zoom that are measured; one at zoom 0.</summary>
    public static IReadOnlyList<FieldTile> OfZoom(int zoom) =>
        [.. s_places.Select(place => TileMatrixSets.WebMercatorQuad.Locate(place.Longitude, place.Latitude, zoom).Tile).Distinct().Select(Of)];

    private static FieldTile Of(TileIndex index)
    {
        var tile = new FieldTile(TileMatrixSets.WebMercatorQuad.GetGrid(index, Edge), new double[Edge], new double[Edge]);
        tile.Grid.GetSeparableCentres(tile.Longitudes, tile.Latitudes);
        return tile;
    }
}
