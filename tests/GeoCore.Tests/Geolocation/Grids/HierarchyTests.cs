using CsCheck;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Grids;

public class HierarchyTests
{
    private static readonly Gen<(double Longitude, double Latitude)> s_places =
        Gen.Select(Gen.Double[-180, 180], Gen.Double[-1, 1]).Select((longitude, z) => (longitude, double.RadiansToDegrees(Math.Asin(z))));

    public static TheoryData<string> Names => ["healpix", "s2"];

    internal static CellHierarchy Of(string name) => name == "s2" ? CellHierarchy.S2 : CellHierarchy.Healpix;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_holds_its_centre_and_lies_in_its_ancestors(string name)
    {
        var hierarchy = Of(name);
        s_places.Sample(place =>
        {
            var leaf = hierarchy.CellAt(place.Longitude, place.Latitude, hierarchy.MaximumLevel);
            for (var level = 0; level <= hierarchy.MaximumLevel; level++)
            {
                var cell = hierarchy.CellAt(place.Longitude, place.Latitude, level);
                var centre = hierarchy.CentreOf(cell);
                if (cell != leaf.AncestorAt(level) || !cell.Contains(leaf) || (level > 0 && cell.Parent.Child((int)(cell.Index & 3)) != cell)
                    || hierarchy.CellAt(centre.Longitude, centre.Latitude, level) != cell
                    || UnitVector.Of(place.Longitude, place.Latitude).AngleTo(centre) > hierarchy.RadiusAt(level))
                    return false;
            }

            return true;
        }, iter: 300);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_children_of_a_cell_fill_it(string name)
    {
        var hierarchy = Of(name);
        Assert.Equal(1, Enumerable.Range(0, hierarchy.BaseCells).Sum(i => hierarchy.AreaKm2(new HierarchyCell(0, i))) / GreatCircle.SphereAreaKm2, 1e-14);
        Gen.Select(s_places, Gen.Int[0, hierarchy.MaximumLevel - 1]).Sample((place, level) =>
        {
            var cell = hierarchy.CellAt(place.Longitude, place.Latitude, level);
            return Math.Abs(cell.Children.Sum(hierarchy.AreaKm2) / hierarchy.AreaKm2(cell) - 1) < 1e-13
                && cell.Children.All(child =>
                {
                    var centre = hierarchy.CentreOf(child);
                    return child.Parent == cell && hierarchy.CellAt(centre.Longitude, centre.Latitude, level) == cell;
                });
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_outline_of_a_cell_has_its_area(string name)
    {
        var hierarchy = Of(name);
        for (var level = 0; level < 3; level++)
        {
            for (var i = 0; i < hierarchy.CountAt(level); i++)
            {
                var cell = new HierarchyCell(level, i);
                // edges of HEALPix are no great circles: many short chords come near them
                var outline = hierarchy.BoundaryOf(cell, name == "s2" ? 1 : 256);
                Assert.Equal(1, SphericalArea(outline) / hierarchy.AreaKm2(cell), name == "s2" ? 1e-12 : 2e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_cell_reaches_beyond_the_radius_of_its_level(string name)
    {
        var hierarchy = Of(name);
        for (var level = 0; level <= 6; level++)
        {
            for (var i = 0; i < hierarchy.CountAt(level); i++)
            {
                var cell = new HierarchyCell(level, i);
                for (var corner = 0; corner < 8; corner++)
                {
                    var (x, y) = (corner % 3 * 0.5, corner / 3 * 0.5);
                    Assert.True(hierarchy.PointOf(cell, x, y).AngleTo(hierarchy.CentreOf(cell)) <= hierarchy.RadiusAt(level));
                }
            }
        }
    }

    [Fact]
    public void Random_places_fall_evenly_into_the_cells_of_healpix()
    {
        var random = new Random(5);
        var counts = new int[CellHierarchy.Healpix.CountAt(5)];
        const int places = 1_000_000;
        for (var i = 0; i < places; i++)
        {
            var latitude = double.RadiansToDegrees(Math.Asin(2 * random.NextDouble() - 1));
            counts[CellHierarchy.Healpix.CellAt(360 * random.NextDouble() - 180, latitude, 5).Index]++;
        }

        var expected = (double)places / counts.Length;
        var square = counts.Sum(count => (count - expected) * (count - expected) / expected);
        // the cube root of a chi-square variable over its degrees of freedom is nearly normal (Wilson and Hilferty 1931)
        double freedom = counts.Length - 1, spread = 2 / (9 * freedom);
        var deviation = (Math.Cbrt(square / freedom) - (1 - spread)) / Math.Sqrt(spread);
        Assert.InRange(deviation, -3.72, 3.72);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, 90.001)]
    [InlineData(double.PositiveInfinity, 0)]
    public void What_is_no_place_has_no_cell(double longitude, double latitude)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CellHierarchy.S2.CellAt(longitude, latitude, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatLonGrid.OfCellsPerDegree(1).CellAt(longitude, latitude));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Poles_seams_and_other_turns_have_cells(string name)
    {
        var hierarchy = Of(name);
        double[] longitudes = [0, -0.0, -1e-300, -1e-14, 90, 180, -180, 360, -540, 45, 359.99999999999994], latitudes = [90, -90, 0, 41.810314895778596, -41.810314895778596];
        foreach (var level in new[] { 0, 1, 10, hierarchy.MaximumLevel })
        {
            foreach (var longitude in longitudes)
            {
                Assert.All(latitudes, latitude =>
                {
                    var cell = hierarchy.CellAt(longitude, latitude, level);
                    Assert.InRange(cell.Index, 0, hierarchy.CountAt(level) - 1);
                    Assert.True(UnitVector.Of(longitude, latitude).AngleTo(hierarchy.CentreOf(cell)) <= hierarchy.RadiusAt(level) + 1e-12);
                });
            }
        }
    }

    /// <summary>Area of a polygon of great circles, as the sum of signed triangles from its first corner.</summary>
    private static double SphericalArea((double Longitude, double Latitude)[] outline)
    {
        var corners = outline.Select(place => UnitVector.Of(place.Longitude, place.Latitude)).ToArray();
        var sum = 0.0;
        for (var i = 1; i + 1 < corners.Length; i++)
        {
            UnitVector a = corners[0], b = corners[i], c = corners[i + 1];
            var product = a.X * (b.Y * c.Z - b.Z * c.Y) + a.Y * (b.Z * c.X - b.X * c.Z) + a.Z * (b.X * c.Y - b.Y * c.X);
            sum += 2 * Math.Atan2(product, 1 + a.Dot(b) + b.Dot(c) + c.Dot(a));
        }

        return sum * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm;
    }
}
