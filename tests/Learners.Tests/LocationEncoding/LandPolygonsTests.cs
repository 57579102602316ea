using Learners.LocationEncoding.Data;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Learners.Tests.LocationEncoding;

public class LandPolygonsTests
{
    private static readonly (double X, double Y)[] s_square = [(-10, -10), (-10, 10), (10, 10), (10, -10), (-10, -10)];
    private static readonly (double X, double Y)[] s_lake = [(-5, -5), (5, -5), (5, 5), (-5, 5), (-5, -5)];
    private static readonly (double X, double Y)[] s_island = [(-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1)];

    [Theory]
    [InlineData(7, 0, true)]
    [InlineData(3, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, -4.99, false)]
    [InlineData(20, 0, false)]
    [InlineData(367, 0, true)]
    [InlineData(-353, 0, true)]
    [InlineData(0, 90, false)]
    [InlineData(0, -90, false)]
    public void Lakes_are_cut_out_of_land_and_islands_out_of_lakes(double longitude, double latitude, bool expected) =>
        Assert.Equal(expected, new LandPolygons([s_square, s_lake, s_island]).IsLand(longitude, latitude));

    [Fact]
    public void Every_place_is_judged_as_the_geometry_library_judges_it()
    {
        var random = new Random(5);
        var ring = Enumerable.Range(0, 400)
            .Select(i => (Angle: i * Math.PI / 200, Radius: 20 + 40 * random.NextDouble()))
            .Select(spoke => (X: 30 + spoke.Radius * Math.Cos(spoke.Angle), Y: spoke.Radius * Math.Sin(spoke.Angle)))
            .ToList();
        ring.Add(ring[0]);
        var land = new LandPolygons([ring]);
        Coordinate[] coordinates = [.. ring.Select(point => new Coordinate(point.X, point.Y))];

        for (var i = 0; i < 20_000; i++)
        {
            double longitude = 30 + 130 * (random.NextDouble() - 0.5), latitude = 130 * (random.NextDouble() - 0.5);
            var expected = PointLocation.IsInRing(new Coordinate(longitude, latitude), coordinates);
            Assert.Equal(expected, land.IsLand(longitude, latitude));
        }
    }

    [Theory]
    [InlineData("10m")]
    [InlineData("50m")]
    [InlineData("110m")]
    public void Natural_Earth_knows_land_and_water(string scale)
    {
        var land = LandPolygons.Read(NaturalEarth.Path(scale));
        (string Name, double Longitude, double Latitude, bool IsLand)[] places =
        [
            ("Paris", 2.35, 48.86, true), ("Nairobi", 36.8, -1.3, true), ("Denver", -105, 39.7, true), ("Brasília", -47.9, -15.8, true),
            ("Alice Springs", 133.9, -23.7, true), ("Chukotka east of the antimeridian", -175, 66.5, true), ("Chukotka west of it", 179, 67.5, true),
            ("South Pole", 0, -90, true), ("South Pole by another name", 77, -90, true), ("near the South Pole", -120, -89.9995, true),
            ("Vostok", 106.8, -78.5, true), ("Greenland", -40, 75, true), ("North Pole", 0, 90, false), ("Gulf of Guinea", 1, 1, false),
            ("mid Atlantic", -30, 30, false), ("mid Pacific", -150, -20, false), ("on the antimeridian", 180, 0, false),
            ("on the antimeridian", -180, 0, false), ("Southern Ocean", 60, -60, false), ("Caspian Sea", 51, 42, false),
        ];

        Assert.All(places, place => Assert.True(place.IsLand == land.IsLand(place.Longitude, place.Latitude), place.Name));
    }

    [Fact]
    public void The_share_of_land_is_that_of_the_Earth()
    {
        var land = LandPolygons.Read(NaturalEarth.Path("10m"));
        double[] longitudes = new double[100_000], latitudes = new double[100_000];
        new PlaceSampler(null, 0).Draw(new RandomSequence(1, 0, 0), longitudes, latitudes, new float[longitudes.Length]);

        var share = longitudes.Zip(latitudes, land.IsLand).Count(isLand => isLand) / 100_000.0;

        Assert.InRange(share, 0.285, 0.297);
    }

    [Fact]
    public void Labels_agree_with_a_set_that_others_made()
    {
        var land = LandPolygons.Read(NaturalEarth.Path("50m"));
        var rows = File.ReadLines(Shared.Path("data/land-ocean-points/dev.csv")).Skip(1).Select(line => line.Split(','));

        Assert.All(rows, row => Assert.Equal(row[2] == "1", land.IsLand(Shared.Number(row[0]), Shared.Number(row[1]))));
    }

    [Fact]
    public void A_file_that_is_no_shapefile_is_explained()
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.Contains("not a shapefile", Assert.Throws<InvalidDataException>(() => LandPolygons.Read(path)).Message, StringComparison.Ordinal);
            byte[] cut = [.. new byte[32], 5, .. new byte[67], .. new byte[4], 0, 0, 1, 0, 5, 0, 0, 0];
            (cut[2], cut[3]) = (9994 >> 8, 9994 & 255);
            File.WriteAllBytes(path, cut);
            Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => LandPolygons.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => LandPolygons.Read(path + ".none"));
    }
}
