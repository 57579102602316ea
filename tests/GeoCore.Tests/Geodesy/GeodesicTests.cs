using CsCheck;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Geodesy;

public class GeodesicTests
{
    private static readonly Gen<(double, double, double, double)> s_pairs = Gen.Select(
        Gen.Double[-180, 180], Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Double[-90, 90]);

    /// <summary>Latitude, azimuth, arc on the auxiliary sphere; longitude, latitude, azimuth at the end; metres; area under the line.</summary>
    public static double[][] Lines { get; } = GoldenGeodesy.Read("geodesics", "geodesics.json").GetProperty("rows").Rows();

    [Fact]
    public void Distances_of_the_golden_pairs_hold_to_the_printed_digits()
    {
        foreach (var pair in GoldenGeodesy.Read("distances_and_areas.json").GetProperty("pairs").EnumerateArray())
        {
            double[] a = [.. pair.GetProperty("a").EnumerateArray().Select(v => v.GetDouble())];
            double[] b = [.. pair.GetProperty("b").EnumerateArray().Select(v => v.GetDouble())];
            var ellipsoid = pair.GetProperty("geodesic_wgs84_km").GetDouble();
            var sphere = pair.GetProperty("haversine_km_R6371_0088").GetDouble();

            Assert.Equal(ellipsoid, Geodesic.DistanceKm(a[0], a[1], b[0], b[1]), 2e-12 * Math.Max(ellipsoid, 1) + ellipsoid * 1e-11);
            // the file's haversine lost half of its digits for the antipodal pair
            Assert.Equal(sphere, GreatCircle.DistanceKm(a[0], a[1], b[0], b[1]), sphere * 1e-8);
        }
    }

    [Fact]
    public void Distances_equal_quadrature_to_a_hundredth_of_a_micrometre_even_between_antipodes()
    {
        foreach (var line in Lines)
        {
            var solution = Geodesic.Inverse(0, line[0], line[3], line[4]);
            Assert.True(Math.Abs(solution.Metres - line[6]) < 1.5e-8, $"{string.Join(' ', line)}: {solution.Metres - line[6]} m");
        }
    }

    [Fact]
    public void Azimuths_equal_quadrature_where_the_line_is_long_enough_to_have_one()
    {
        foreach (var line in Lines.Where(line => line[2] is > 1e-4 and < 175))
        {
            // a hundredth of a micrometre across the line turns it by that over its (reduced) length
            var tolerance = double.RadiansToDegrees(3e-8 / Math.Min(line[6], 2.0e7 - line[6])) + 2e-14 / Math.Cos(double.DegreesToRadians(line[0]));
            var solution = Geodesic.Inverse(0, line[0], line[3], line[4]);
            Assert.True(Math.Abs(solution.AzimuthAtStart - line[1]) < tolerance, $"{string.Join(' ', line)}: {solution}");
        }
    }

    [Fact]
    public void The_direct_problem_arrives_where_quadrature_does()
    {
        foreach (var line in Lines)
        {
            var end = Geodesic.Direct(0, line[0], line[1], line[6]);
            var miss = Geodesic.Inverse(end.Longitude, end.Latitude, line[3], line[4]).Metres;
            Assert.True(miss < 2e-8, $"{string.Join(' ', line)}: {end}, {miss} m away");
        }
    }

    [Fact]
    public void Distance_is_symmetric_zero_to_itself_and_blind_to_whole_turns() => s_pairs.Sample((lon1, lat1, lon2, lat2) =>
    {
        var there = Geodesic.Inverse(lon1, lat1, lon2, lat2).Metres;
        Assert.Equal(there, Geodesic.Inverse(lon2, lat2, lon1, lat1).Metres, 1e-8);
        Assert.Equal(there, Geodesic.Inverse(lon1 + 360, lat1, lon2 - 720, lat2).Metres, 1e-7);
        Assert.Equal(0, Geodesic.Inverse(lon1, lat1, lon1, lat1).Metres);
        Assert.InRange(there, 0, 20003931.4586255);
    });

    [Fact]
    public void Going_the_way_that_the_inverse_names_arrives() => s_pairs.Sample((lon1, lat1, lon2, lat2) =>
    {
        var way = Geodesic.Inverse(lon1, lat1, lon2, lat2);
        var end = Geodesic.Direct(lon1, lat1, way.AzimuthAtStart, way.Metres);
        Assert.True(Geodesic.Inverse(end.Longitude, end.Latitude, lon2, lat2).Metres < 3e-8, $"{way} ends at {end}");
    });

    [Fact]
    public void The_sphere_is_never_more_than_six_in_a_thousand_off() => s_pairs.Sample((lon1, lat1, lon2, lat2) =>
    {
        var ellipsoid = Geodesic.DistanceKm(lon1, lat1, lon2, lat2);
        Assert.InRange(GreatCircle.DistanceKm(lon1, lat1, lon2, lat2), ellipsoid * 0.994, ellipsoid * 1.006);
    });

    [Theory]
    [InlineData(0, 91, 0, 0)]
    [InlineData(0, 0, double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0, 0, 0)]
    public void A_place_that_is_none_has_no_distance(double lon1, double lat1, double lon2, double lat2) =>
        Assert.True(double.IsNaN(Geodesic.Inverse(lon1, lat1, lon2, lat2).Metres));

    [Fact]
    public void From_pole_to_pole_the_way_is_half_a_meridian() =>
        Assert.Equal(20003931.4586254, Geodesic.Inverse(12, -90, 77, 90).Metres, 1e-7);
}
