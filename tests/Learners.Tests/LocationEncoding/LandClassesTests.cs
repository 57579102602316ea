using Learners.LocationEncoding.Data;

namespace Learners.Tests.LocationEncoding;

public class LandClassesTests
{
    // 36 × 18 cells of ten degrees; land is the block from 0 to 100 east, 0 to 10 north
    private static readonly LandPolygons s_land = new([[(0, 0), (0, 10), (100, 10), (100, 0), (0, 0)]]);

    [Theory]
    [InlineData(5, 5, 3)]
    [InlineData(15, 5, 3)]
    [InlineData(25, 5, 3)]
    [InlineData(35, 5, 4)]
    [InlineData(45, 5, 4)]
    [InlineData(65, 5, 4)]
    [InlineData(75, 5, 0)]
    [InlineData(5, 15, 0)]
    [InlineData(-5, 5, 0)]
    public void Water_is_class_0_and_land_takes_the_nearest_class_within_reach(double longitude, double latitude, int expected)
    {
        var cells = new byte[36 * 18];
        cells[8 * 36 + 18] = 3;
        cells[8 * 36 + 22] = 4;
        cells[8 * 36 + 17] = 5; // on water, further than 3 from everything but the first two land cells
        var classes = new LandClasses(s_land, new ClassGrid(cells, 36, 18, 6), reach: 2);

        Assert.Equal(expected, classes.ClassAt(longitude, latitude));
    }

    [Fact]
    public void The_nearest_class_may_lie_beyond_the_antimeridian()
    {
        var cells = new byte[36 * 18];
        cells[9 * 36] = 2;
        var land = new LandPolygons([[(170, -10), (170, 0), (180, 0), (180, -10), (170, -10)]]);

        Assert.Equal(2, new LandClasses(land, new ClassGrid(cells, 36, 18, 3), reach: 1).ClassAt(175, -5));
    }
}
