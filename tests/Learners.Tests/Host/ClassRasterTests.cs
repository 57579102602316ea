using GeoCore.Geodesy;
using GeoCore.Raster;
using Learners.LocationEncoding.Data;
using NetTopologySuite.Geometries;

namespace Learners.Tests.Host;

public class ClassRasterTests
{
    private static readonly Envelope s_earth = new(-180, 180, -90, 90);

    [Fact]
    public void Cells_become_classes_and_nodata_becomes_class_0()
    {
        var grid = new ClassRaster(_ => new Fake([1, 2, float.NaN, 4, 5, 6, 7, 0], s_earth)).Read("a.tif", 8);

        Assert.Equal((4, 2), (grid.Columns, grid.Rows));
        Assert.Equal([1, 2, 0, 4, 5, 6, 7, 0], Enumerable.Range(0, 8).Select(i => (int)grid[i % 4, i / 4]));
    }

    [Theory]
    [InlineData(2.5f, "no class code")]
    [InlineData(-1f, "no class code")]
    [InlineData(300f, "no class code")]
    [InlineData(9f, "class 9")]
    public void A_cell_that_is_no_class_is_refused(float cell, string expected)
    {
        var reader = new ClassRaster(_ => new Fake([1, 2, 3, 4, 5, 6, 7, cell], s_earth));

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => reader.Read("a.tif", 8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_raster_of_a_part_of_the_Earth_or_in_metres_is_refused()
    {
        var half = new ClassRaster(_ => new Fake(new float[8], new Envelope(0, 180, -90, 90)));
        var metres = new ClassRaster(_ => new Fake(new float[8], s_earth, "EPSG:3857"));

        Assert.Contains("half.tif does not cover the Earth", Assert.Throws<InvalidDataException>(() => half.Read("half.tif", 8)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => metres.Read("metres.tif", 8));
    }

    private sealed class Fake(float[] cells, Envelope bounds, string crs = "OGC:CRS84") : IRasterSource
    {
        public RasterInfo Info { get; } = new(CoordinateReferenceSystems.Parse(crs), bounds, [new RasterLevel(4, 2, 4, 2)], [], "digest");

        public void Read(RasterWindow window, int band, Span<float> values) => cells.CopyTo(values);

        public void Read(RasterWindow window, int band, Span<double> values) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
