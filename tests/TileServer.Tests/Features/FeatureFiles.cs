using System.Globalization;
using System.Text;
using GeoCore.Gdal;

namespace TileServer.Tests.Features;

/// <summary>Writes files of features whose contents are known.</summary>
internal static class FeatureFiles
{
    public const int PlaceCount = 432;

    /// <summary>A place every ten degrees of longitude and latitude, from −175, −55: number, name, share, whether it is in the east, and a day.</summary>
    public static string Places()
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        for (var number = 0; number < PlaceCount; number++)
        {
            var (longitude, latitude) = (-175 + (10 * (number % 36)), -55 + (10 * (number / 36)));
            text.Append(CultureInfo.InvariantCulture, $$$"""
                {{{(number == 0 ? "" : ",")}}}{"type":"Feature","properties":{"number":{{{number}}},"name":"place {{{number}}}","share":{{{number / 4.0}}},"east":{{{(longitude > 0 ? "true" : "false")}}},"day":"2020-01-{{{1 + (number % 28):00}}}"},
                "geometry":{"type":"Point","coordinates":[{{{longitude}}},{{{latitude}}}]}}
                """);
        }

        return text.Append("]}").ToString();
    }

    /// <summary>A star with a hole over Europe, a speck, a bow tie that crosses itself, a line around the equator, and something without a place.</summary>
    public static string Areas() => """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kind":"star"},"geometry":{"type":"Polygon","coordinates":[[[0,60],[3,50],[12,50],[4,44],[7,35],[0,41],[-7,35],[-4,44],[-12,50],[-3,50],[0,60]],[[-1,46],[1,46],[1,48],[-1,48],[-1,46]]]}},
        {"type":"Feature","properties":{"kind":"speck"},"geometry":{"type":"Polygon","coordinates":[[[20,20],[20.00001,20],[20.00001,20.00001],[20,20.00001],[20,20]]]}},
        {"type":"Feature","properties":{"kind":"bow"},"geometry":{"type":"Polygon","coordinates":[[[40,0],[60,20],[60,0],[40,20],[40,0]]]}},
        {"type":"Feature","properties":{"kind":"equator"},"geometry":{"type":"LineString","coordinates":[[-170,0.5],[-60,1],[0,0.5],[80,-1],[170,0.5]]}},
        {"type":"Feature","properties":{"kind":"short"},"geometry":{"type":"LineString","coordinates":[[30,30],[30.000001,30]]}},
        {"type":"Feature","properties":{"kind":"several"},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[100,10]},{"type":"MultiPoint","coordinates":[[101,11],[102,12]]}]}},
        {"type":"Feature","properties":{"kind":"nowhere"},"geometry":null}]}
        """;

    /// <summary>Writes the places and the areas as GeoJSON, and the places as a GeoPackage with the areas beside them, and as a Shapefile in metres.</summary>
    public static void WriteAll(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "places.geojson"), Places());
        File.WriteAllText(Path.Combine(folder, "areas.geojson"), Areas());
        GdalVector.Convert(Path.Combine(folder, "places.geojson"), Path.Combine(folder, "package.gpkg"), "GPKG", "towns");
        GdalVector.Convert(Path.Combine(folder, "places.geojson"), Path.Combine(folder, "shapes.shp"), "ESRI Shapefile", "shapes", "-t_srs", "EPSG:3857");
        File.WriteAllText(Path.Combine(folder, "broken.gpkg"), "no database");
        File.WriteAllText(Path.Combine(folder, "cut.geojson"), """{"type":"FeatureCollection","features":[{"type":""");
    }
}
