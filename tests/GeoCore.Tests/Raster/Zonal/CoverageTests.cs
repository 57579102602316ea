using GeoCore.Geodesy;
using GeoCore.Raster.Zonal;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoCore.Tests.Raster.Zonal;

public class CoverageTests
{
    private static readonly Envelope s_earth = new(-180, 180, -90, 90);

    private static readonly PixelGrid s_square = new(Crs84.Instance, 0, 20, 1, 1, 0, 0, 20, 20);

    [Fact]
    public void The_share_of_every_cell_is_that_of_its_intersection()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 40; trial++)
        {
            var zone = Star(random, 10, 10, 3 + random.Next(40), 9.5);
            var hole = Star(random, 10, 10, 5, 1);
            var withHole = zone.Difference(hole);
            var coverage = CoverageOf(withHole, s_square, s_earth);
            for (var row = 0; row < 20; row++)
            {
                for (var column = 0; column < 20; column++)
                {
                    var cell = GeometryFactory.Default.ToGeometry(new Envelope(column, column + 1, 19 - row, 20 - row));
                    Assert.Equal(cell.Intersection(withHole).Area, coverage[row, column], 9);
                }
            }
        }
    }

    [Theory]
    [InlineData("POLYGON((2 2,2 4,4 4,4 2,2 2))")]
    [InlineData("POLYGON((2 2,4 2,4 4,2 4,2 2))")]
    public void Rings_count_whichever_way_they_run(string text)
    {
        var coverage = CoverageOf(new WKTReader().Read(text), s_square, s_earth);

        Assert.Equal(4, coverage.Cast<double>().Sum());
        Assert.All(new[] { coverage[16, 2], coverage[17, 3] }, share => Assert.Equal(1, share));
    }

    [Fact]
    public void Every_part_has_its_own_window_and_parts_that_share_cells_have_one()
    {
        var zone = new WKTReader().Read("MULTIPOLYGON(((1 1,2 1,2 2,1 2,1 1)),((15 15,16 15,16 16,15 16,15 15)),((15.2 16.2,15.8 16.2,15.8 16.8,15.2 16.8,15.2 16.2)),((15.1 16.85,15.9 16.85,15.9 17,15.1 17,15.1 16.85)))");

        var parts = ZoneOutline.Of(zone, s_square, s_earth);

        Assert.Equal([(1, 18, 1, 1), (15, 4, 1, 1), (15, 3, 1, 1)], parts.Select(part => ((int)part.Window.Column, (int)part.Window.Row, part.Window.Width, part.Window.Height)));
    }

    [Fact]
    public void A_zone_across_the_antimeridian_lies_at_both_ends_of_the_lattice()
    {
        var earth = new PixelGrid(Crs84.Instance, -180, 90, 1, 1, 0, 0, 360, 180);
        var shifted = earth with { OriginX = 0 };
        var zone = new WKTReader().Read("POLYGON((170.5 0,190 0,190 10,170.5 10,170.5 0))");

        var coverage = CoverageOf(zone, earth, s_earth);
        var inOneTurn = CoverageOf(zone, shifted, s_earth);

        Assert.Equal((0.5, 1, 1, 1, 0), (coverage[85, 350], coverage[85, 359], coverage[85, 0], coverage[85, 9], coverage[85, 10]));
        Assert.Equal(195, coverage.Cast<double>().Sum(), 9);
        Assert.Equal(195, inOneTurn.Cast<double>().Sum(), 9);
        Assert.Equal(0.5, inOneTurn[85, 170]);
    }

    [Theory]
    [InlineData("EPSG:3857", -1_000_000, 7_000_000, 10_000)]
    [InlineData("EPSG:32632", 0, 6_500_000, 10_000)]
    [InlineData("EPSG:3035", 3_500_000, 3_500_000, 10_000)]
    public void In_every_projection_the_cells_of_a_zone_add_up_to_its_area(string crs, double west, double north, double size)
    {
        var lattice = new PixelGrid(CoordinateReferenceSystems.Parse(crs), west, north, size, size, 0, 0, 250, 250);
        var zone = new WKTReader().Read("POLYGON((5.3 46.1,11.7 45.2,12.9 49.8,6.6 50.7,5.3 46.1),(8 47,9 48,8 48,8 47))");
        double sum = 0;
        foreach (var part in ZoneOutline.Of(zone, lattice, new Envelope(-20, 40, 30, 70)))
            sum += AreaOf(part);

        // cells at the edge are taken to be as dense in their part as in the whole
        Assert.Equal(StraightPolygon.AreaKm2(zone), sum, StraightPolygon.AreaKm2(zone) * 2e-6);
    }

    [Theory]
    [InlineData("EPSG:3413", "POLYGON((-180 70,180 70,180 90,-180 90,-180 70))", 60, 90)]
    [InlineData("EPSG:3031", "POLYGON((-180 -90,180 -90,180 -70,-180 -70,-180 -90))", -90, -60)]
    public void A_cap_around_a_pole_is_a_disc_of_its_area(string crs, string text, double south, double north)
    {
        var lattice = new PixelGrid(CoordinateReferenceSystems.Parse(crs), -4_000_000, 4_000_000, 25_000, 25_000, 0, 0, 320, 320);
        double sum = 0;
        foreach (var part in ZoneOutline.Of(new WKTReader().Read(text), lattice, new Envelope(-180, 180, south, north)))
            sum += AreaOf(part);

        Assert.Equal(CellArea.Km2(-180, 70, 180, 90), sum, sum * 1e-5);
    }

    [Fact]
    public void The_whole_earth_has_its_area_on_the_ellipsoid_and_a_straight_edge_the_integral_under_it()
    {
        var earth = new PixelGrid(Crs84.Instance, -180, 90, 1, 1, 0, 0, 360, 180);
        var part = Assert.Single(ZoneOutline.Of(GeometryFactory.Default.ToGeometry(s_earth), earth, s_earth));

        Assert.Equal(510_065_622d, AreaOf(part), 510d);
        Assert.Equal(CellArea.Km2(3, 40, 9, 52), StraightPolygon.AreaKm2(GeometryFactory.Default.ToGeometry(new Envelope(3, 9, 40, 52))), 1e-6);

        // a triangle under a sloping edge, cut into thin rectangles
        var triangle = new WKTReader().Read("POLYGON((0 0,60 0,60 60,0 0))");
        const int slices = 20_000;
        var sum = Enumerable.Range(0, slices).Sum(slice => CellArea.Km2(0, 0, 60.0 / slices, 60 * (slice + 0.5) / slices));
        Assert.Equal(sum, StraightPolygon.AreaKm2(triangle), sum * 1e-8);
    }

    internal static double[,] CoverageOf(Geometry zone, PixelGrid lattice, Envelope bounds)
    {
        var coverage = new double[lattice.Height, lattice.Width];
        foreach (var part in ZoneOutline.Of(zone, lattice, bounds))
        {
            var sweep = new CoverageSweep(part.Edges, part.Window.Width);
            var row = new double[part.Window.Width];
            for (var r = 0; r < part.Window.Height; r++)
            {
                sweep.Next(row);
                for (var c = 0; c < row.Length; c++)
                    coverage[part.Window.Row - lattice.Row + r, part.Window.Column - lattice.Column + c] += row[c];
            }
        }

        return coverage;
    }

    private static double AreaOf(ZonePart part)
    {
        var sweep = new CoverageSweep(part.Edges, part.Window.Width);
        var areas = new LatticeAreas(part.Window);
        double[] coverage = new double[part.Window.Width], cells = new double[part.Window.Width];
        double sum = 0;
        for (var row = 0; row < part.Window.Height; row++)
        {
            sweep.Next(coverage);
            areas.Write(row, cells);
            for (var column = 0; column < cells.Length; column++)
                sum += coverage[column] * cells[column];
        }

        return sum;
    }

    /// <summary>A ring of corners at ascending angles, which cannot cross itself.</summary>
    private static Polygon Star(Random random, double x, double y, int corners, double largest)
    {
        var angles = Enumerable.Range(0, corners).Select(_ => random.NextDouble() * 2 * Math.PI).Order().ToArray();
        var ring = angles.Select(angle => (angle, radius: largest * (0.15 + (0.85 * random.NextDouble())))).Select(at => new Coordinate(x + (at.radius * Math.Cos(at.angle)), y + (at.radius * Math.Sin(at.angle)))).ToList();
        ring.Add(ring[0].Copy());
        return NetTopologySuite.Geometries.Utilities.GeometryFixer.Fix(GeometryFactory.Default.CreatePolygon([.. ring])) switch
        {
            Polygon polygon => polygon,
            var parts => (Polygon)parts.GetGeometryN(0),
        };
    }
}
