using CsCheck;
using GeoCore.Geodesy;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Geodesy;

public class AreaTests
{
    [Fact]
    public void The_whole_Earth_measures_what_the_ellipsoid_does()
    {
        var earth = GoldenGeodesy.Read("geodesics", "geodesics.json").GetProperty("earth_area_km2").GetDouble();

        Assert.Equal(earth, CellArea.EarthKm2, 1e-6);
        Assert.Equal(earth, CellArea.Km2(-180, -90, 180, 90), earth * 1e-14);
        Assert.Equal(510065622, CellArea.EarthKm2, 0.5);
        Assert.Equal(6371007.181, AuthalicLatitude.SphereRadius, 1e-3);
    }

    [Fact]
    public void Cells_add_up_to_the_Earth_whatever_their_size() => Gen.Int[1, 720].Select(Gen.Int[1, 360]).Sample((columns, rows) =>
    {
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            sum += columns * CellArea.Km2(0, -90 + 180.0 * row / rows, 360.0 / columns, Math.Min(90, -90 + 180.0 * (row + 1) / rows));
        }

        Assert.Equal(CellArea.EarthKm2, sum, CellArea.EarthKm2 * 1e-9);
    }, iter: 200);

    [Fact]
    public void A_cell_across_the_antimeridian_is_as_large_as_anywhere() => Gen.Double[-90, 89].Select(Gen.Double[0, 1]).Sample((south, height) =>
        Assert.Equal(CellArea.Km2(10, south, 30, south + height), CellArea.Km2(170, south, -170, south + height), 1e-9));

    [Theory]
    [InlineData(0, 10, 10, 0)]
    [InlineData(0, -91, 10, 0)]
    [InlineData(0, 0, 361, 1)]
    [InlineData(0, 0, double.NaN, 1)]
    [InlineData(0, double.NaN, 1, 1)]
    public void Bounds_that_bound_nothing_are_refused(double west, double south, double east, double north) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CellArea.Km2(west, south, east, north));

    [Fact]
    public void A_narrow_cell_keeps_its_digits()
    {
        // next to the pole a cell of a millionth of a degree is a sector of a disc in all but the twelfth digit
        var radius = Geodesic.DistanceKm(0, 90, 0, 90 - 1e-6);
        var expected = Math.PI * radius * radius / 360;
        Assert.Equal(expected, CellArea.Km2(0, 90 - 1e-6, 1, 90), expected * 1e-7);
    }

    [Fact]
    public void Rows_of_a_mercator_tile_add_up_to_its_area()
    {
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(3, 5, 1), 256);
        var rows = new double[256];
        CellArea.RowsKm2(grid, rows);

        var (west, north) = WebMercator.Instance.ToGeographic(grid.Envelope.MinX, grid.Envelope.MaxY);
        var (east, south) = WebMercator.Instance.ToGeographic(grid.Envelope.MaxX, grid.Envelope.MinY);
        var expected = CellArea.Km2(west, south, east, north);
        Assert.Equal(expected, rows.Sum() * 256, expected * 1e-12);
    }

    [Fact]
    public void Geodesic_quadrangles_have_the_golden_areas()
    {
        foreach (var row in GoldenGeodesy.Read("distances_and_areas.json").GetProperty("cell_areas").Rows())
        {
            var (size, south, expected) = (row[0], row[1], row[3]);
            Coordinate[] ring = [new(0, south), new(size, south), new(size, south + size), new(0, south + size)];

            // the file prints twelve digits; corners such as 1/24 degree are themselves rounded to 1e-14 degrees
            Assert.Equal(expected, GeodesicPolygon.SignedRingKm2(ring), expected * 2e-9);
            Array.Reverse(ring);
            Assert.Equal(-expected, GeodesicPolygon.SignedRingKm2(ring), expected * 2e-9);
        }
    }

    [Fact]
    public void The_area_under_a_line_equals_quadrature()
    {
        foreach (var line in GeodesicTests.Lines.Where(line => line[2] < 179.9))
        {
            var (start, end) = (new Coordinate(0, line[0]), new Coordinate(line[3], line[4]));
            Coordinate[] ring = [start, end, new(line[3], 0), new(line[3] * 0.5, 0), new(0, 0)];
            var expected = -line[7] / 1e6;

            // metres along the line times the rounding of its ends, and a few digits of the Earth's area
            var tolerance = 1e-6 + line[6] * 2e-8 / 1e6;
            Assert.True(Math.Abs(GeodesicPolygon.SignedRingKm2(ring) - expected) < tolerance, $"{string.Join(' ', line)}: {GeodesicPolygon.SignedRingKm2(ring) - expected} km²");
        }
    }

    [Fact]
    public void An_octant_is_an_eighth_of_the_Earth_and_a_cap_surrounds_its_pole()
    {
        Coordinate[] octant = [new(170, 0), new(-100, 0), new(0, 90)];
        Assert.Equal(CellArea.EarthKm2 / 8, GeodesicPolygon.SignedRingKm2(octant), 1e-5);

        Coordinate[] ring = [.. Enumerable.Range(0, 3600).Select(i => new Coordinate(-180 + i / 10.0, 70))];
        var cap = CellArea.Km2(-180, 70, 180, 90);
        Assert.Equal(cap, GeodesicPolygon.SignedRingKm2(ring), cap * 1e-5);
        Coordinate[] southern = [.. ring.Select(corner => new Coordinate(corner.X, -corner.Y))];
        Assert.Equal(-cap, GeodesicPolygon.SignedRingKm2(southern), cap * 1e-5);
    }

    [Fact]
    public void Holes_are_taken_out_and_parts_are_added()
    {
        var factory = new GeometryFactory();
        var shell = factory.CreateLinearRing([new(0, 0), new(10, 0), new(10, 10), new(0, 10), new(0, 0)]);
        var hole = factory.CreateLinearRing([new(2, 2), new(2, 4), new(4, 4), new(4, 2), new(2, 2)]);
        var whole = GeodesicPolygon.AreaKm2(factory.CreatePolygon(shell));
        var cut = factory.CreatePolygon(hole);

        Assert.Equal(whole - GeodesicPolygon.AreaKm2(cut), GeodesicPolygon.AreaKm2(factory.CreatePolygon(shell, [hole])), 1e-6);
        Assert.Equal(whole + GeodesicPolygon.AreaKm2(cut), GeodesicPolygon.AreaKm2(factory.CreateGeometryCollection([factory.CreatePolygon(shell), cut])), 1e-6);
        Assert.Equal(0, GeodesicPolygon.AreaKm2(factory.CreatePoint(new Coordinate(3, 3))));
    }

    [Fact]
    public void Authalic_latitude_and_back_is_the_latitude_it_was() => Gen.Double[-90, 90].Sample(latitude =>
        Assert.Equal(latitude, AuthalicLatitude.ToGeodetic(AuthalicLatitude.FromGeodetic(latitude)), 3e-14));

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(-90)]
    public void The_equator_and_the_poles_are_authalic_already(double latitude)
    {
        Assert.Equal(latitude, AuthalicLatitude.FromGeodetic(latitude));
        Assert.Equal(latitude, AuthalicLatitude.ToGeodetic(latitude));
    }

    [Fact]
    public void A_zone_has_the_area_of_the_sphere_between_its_authalic_latitudes() => Gen.Double[-90, 90].Sample(latitude =>
    {
        var (sin, _) = Math.SinCos(double.DegreesToRadians(AuthalicLatitude.FromGeodetic(latitude)));
        Assert.Equal(CellArea.EarthKm2 * (1 + sin) / 2, CellArea.Km2(0, -90, 360, latitude), CellArea.EarthKm2 * 1e-14);
    });
}
