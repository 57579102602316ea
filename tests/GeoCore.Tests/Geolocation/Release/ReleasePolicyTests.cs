using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Release;

namespace GeoCore.Tests.Geolocation.Release;

public sealed class ReleasePolicyTests : IDisposable
{
    private const string Zones = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"refuge","reason":"People hide here."},
         "geometry":{"type":"Polygon","coordinates":[[[10,40],[20,40],[20,50],[10,50],[10,40]]]}}]}
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"zones-{Guid.NewGuid():N}.geojson");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void By_default_no_cell_is_smaller_than_25_km2_and_the_mass_stays()
    {
        var fine = Peak(new LatLonGrid(720, 360), longitude: 5, latitude: 60);

        var released = ReleasePolicy.Default.Apply(fine, TestContext.Current.CancellationToken);

        Assert.All(Enumerable.Range(0, released.Map.Grid.Count), cell => Assert.True(released.Map.Grid.Areas.Km2(cell) >= 25));
        Assert.Equal(1, released.Map.Masses().Sum(), 9);
        Assert.Contains("25 km²", Assert.Single(released.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_large_cells_is_told_as_it_is()
    {
        var map = Peak(NestedGrid.Healpix(6), longitude: 5, latitude: 60);

        var released = ReleasePolicy.Default.Apply(map, TestContext.Current.CancellationToken);

        Assert.Same(map, released.Map);
        Assert.Empty(released.Notices);
    }

    [Fact]
    public void A_wide_blur_takes_larger_cells_and_spreads_no_other_way()
    {
        var map = Peak(NestedGrid.Healpix(5), longitude: 5, latitude: 60);
        const double widthKm = 1200;

        var released = new ReleasePolicy { BlurKm = widthKm }.Apply(map, TestContext.Current.CancellationToken);

        var exact = MapBlur.Blur(map, widthKm, TestContext.Current.CancellationToken);
        Assert.True(released.Map.Grid.Count < map.Grid.Count);
        foreach (var (longitude, latitude) in new[] { (5.0, 60.0), (25, 60), (5, 45), (-20, 65) })
            Assert.Equal(exact.LogDensityAt(longitude, latitude), released.Map.LogDensityAt(longitude, latitude), 0.35);
    }

    [Fact]
    public void A_wish_makes_the_policy_stricter_and_never_laxer()
    {
        var policy = new ReleasePolicy { MinimumCellKm2 = 100, BlurKm = 10 };

        Assert.Equal((100, 10), Limits(policy.Stricter(1, 0)));
        Assert.Equal((400, 50), Limits(policy.Stricter(400, 50)));
        Assert.Equal((100, 10), Limits(policy.Stricter(null, null)));

        static (double, double) Limits(ReleasePolicy policy) => (policy.MinimumCellKm2, policy.BlurKm);
    }

    [Fact]
    public void A_picture_from_a_zone_is_refused_with_the_reason_of_the_zone()
    {
        var policy = PolicyWithZone();

        var refused = Assert.Throws<RefusedException>(() => policy.Apply(Peak(NestedGrid.Healpix(6), longitude: 15, latitude: 45), TestContext.Current.CancellationToken));

        Assert.Equal("People hide here.", refused.Message);
        Assert.Equal("refuge", refused.Zone.Name);
    }

    [Fact]
    public void Within_a_zone_nothing_is_told_apart_and_outside_everything_stays()
    {
        var grid = NestedGrid.Healpix(6);
        var weights = Enumerable.Range(0, grid.Count).Select(cell => 1.0 + cell % 7).ToArray();
        var map = DensityMap.FromMasses(grid, weights);

        var released = PolicyWithZone().Apply(map, TestContext.Current.CancellationToken);

        int[] inside = [.. Enumerable.Range(0, grid.Count).Where(IsInside)];
        Assert.True(inside.Length > 50);
        Assert.Single(inside.Select(cell => released.Map.Values[cell]).Distinct());
        Assert.True(inside.Select(cell => map.Values[cell]).Distinct().Count() > 1);
        var outside = Enumerable.Range(0, grid.Count).Where(cell => grid.CentreOf(cell).Latitude < 30);
        Assert.All(outside, cell => Assert.Equal(map.Mass(cell), released.Map.Mass(cell), 12));
        Assert.Contains("'refuge'", Assert.Single(released.Notices), StringComparison.Ordinal);

        bool IsInside(int cell) => grid.CentreOf(cell) is { Longitude: > 10 and < 20, Latitude: > 40 and < 50 };
    }

    [Fact]
    public void A_zone_smaller_than_a_cell_still_protects_the_cell_it_lies_in()
    {
        File.WriteAllText(_file, Zones.Replace("[[10,40],[20,40],[20,50],[10,50],[10,40]]", "[[15,45],[15.01,45],[15.01,45.01],[15,45]]", StringComparison.Ordinal));
        var policy = new ReleasePolicy { Zones = RefusalZone.Read(_file) };

        Assert.Throws<RefusedException>(() => policy.Apply(Peak(NestedGrid.Healpix(4), longitude: 15, latitude: 45), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"type":"FeatureCollection"}""")]
    [InlineData("""{"features":[{"properties":{"reason":"x"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}]}""")]
    [InlineData("""{"features":[{"properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[0,0]}}]}""")]
    [InlineData("""{"features":[{"properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[[0],[1,0],[1,1]]]}}]}""")]
    public void A_damaged_file_of_zones_is_an_error_and_not_a_file_without_zones(string text)
    {
        File.WriteAllText(_file, text);

        var error = Assert.Throws<InputException>(() => RefusalZone.Read(_file));

        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
    }

    private ReleasePolicy PolicyWithZone()
    {
        File.WriteAllText(_file, Zones);
        return new ReleasePolicy { Zones = RefusalZone.Read(_file) };
    }

    /// <summary>Nine tenths of the mass in one cell, the rest everywhere.</summary>
    private static DensityMap Peak(Grid grid, double longitude, double latitude)
    {
        var masses = new double[grid.Count];
        Array.Fill(masses, 0.1 / grid.Count);
        masses[grid.CellAt(longitude, latitude)] += 0.9;
        return DensityMap.FromMasses(grid, masses);
    }
}
