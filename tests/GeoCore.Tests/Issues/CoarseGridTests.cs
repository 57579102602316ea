using GeoCore.Evaluation;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Issues;

public class CoarseGridTests
{
    [Theory]
    [InlineData("healpix")]
    [InlineData("s2")]
    public void A_map_on_any_complete_grid_however_coarse_can_be_ranked(string hierarchy)
    {
        for (var level = 0; level <= 7; level++)
        {
            var grid = new NestedGrid(hierarchy == "s2" ? CellHierarchy.S2 : CellHierarchy.Healpix, level);
            float[] even = [.. Enumerable.Repeat(-20f, grid.Count)];

            var area = DensityRanking.Rank<float>(even, grid.Areas, 0, float.NegativeInfinity);

            Assert.Equal(0, area.DenserKm2);
            Assert.Equal(grid.Areas.TotalKm2, area.TiedKm2, 1e-3);
        }
    }
}
