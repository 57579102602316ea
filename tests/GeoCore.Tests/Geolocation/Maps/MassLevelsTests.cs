using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Tests.Geolocation.Maps;

public class MassLevelsTests
{
    [Fact]
    public void A_cells_level_is_the_mass_of_all_denser_cells()
    {
        var grid = new LatLonGrid(8, 4);
        var random = new Random(5);
        var masses = new double[grid.Count];
        for (var cell = 0; cell < masses.Length; cell++)
            masses[cell] = cell % 5 == 0 ? 0 : random.Next(1, 6) * grid.AreaKm2(cell); // many are equally dense
        var map = DensityMap.FromMasses(grid, masses);
        var levels = MassLevels.Of(map);
        for (var cell = 0; cell < levels.Length; cell++)
        {
            var denser = Enumerable.Range(0, levels.Length).Where(other => map.Values[other] > map.Values[cell]).Sum(map.Mass);
            Assert.Equal(masses[cell] == 0 ? 1 : denser, levels[cell], 1e-6);
        }
    }

    [Fact]
    public void A_map_that_is_even_has_the_level_0_everywhere() =>
        Assert.All(MassLevels.Of(DensityMap.Uniform(NestedGrid.Healpix(2))), level => Assert.Equal(0, level));
}
