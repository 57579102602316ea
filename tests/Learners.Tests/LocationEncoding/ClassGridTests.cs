using Learners.LocationEncoding.Data;

namespace Learners.Tests.LocationEncoding;

public class ClassGridTests
{
    private readonly ClassGrid _grid = new([0, 1, 2, 3, 4, 5, 6, 7], columns: 4, rows: 2, classCount: 8);

    [Theory]
    [InlineData(-180, 90, 0)]
    [InlineData(179.9, 90, 3)]
    [InlineData(180, 90, 3)]
    [InlineData(190, 45, 0)]
    [InlineData(-1, 0.1, 1)]
    [InlineData(0, 0, 6)]
    [InlineData(0, -90, 6)]
    public void Cells_run_from_the_north_west_corner(double longitude, double latitude, int expected) =>
        Assert.Equal(expected, _grid.ClassAt(longitude, latitude));

    [Fact]
    public void A_grid_that_does_not_fit_its_size_or_its_classes_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new ClassGrid([0, 1, 2], 2, 2, 8));
        Assert.Contains("class 7", Assert.Throws<InvalidDataException>(() => new ClassGrid([0, 1, 2, 7], 2, 2, 7)).Message, StringComparison.Ordinal);
    }
}
