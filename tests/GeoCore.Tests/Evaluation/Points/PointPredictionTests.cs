using GeoCore.Evaluation;
using GeoCore.Evaluation.Points;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation.Points;

public class PointPredictionTests
{
    private const int Rows = 90, Columns = 180;

    private static (double Longitude, double Latitude) Centre(int cell) => (-180 + 360.0 / Columns * (cell % Columns + 0.5), 90 - 180.0 / Rows * (cell / Columns + 0.5));

    private static int CellOf(double longitude, double latitude) =>
        (int)((90 - latitude) / 180 * Rows) * Columns + (int)((longitude + 180) / 360 * Columns);

    [Fact]
    public void The_densest_cell_is_the_first_of_equals_and_none_where_nothing_is()
    {
        Assert.Equal(2, PointPrediction.DensestCell([-3, float.NaN, -1, -1, float.NegativeInfinity]));
        Assert.Equal(-1, PointPrediction.DensestCell([float.NaN, float.NegativeInfinity]));
        Assert.Equal(-1, PointPrediction.Medoid([float.NaN, float.NegativeInfinity], CellAreas.Uniform(2, 1), Centre));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void The_medoid_is_the_cell_with_the_least_mean_distance_found_one_by_one(double mass)
    {
        var random = new Random(4);
        var areas = CellAreas.LatitudeRows(Rows, Columns);
        var map = new float[Rows * Columns];
        Array.Fill(map, float.NegativeInfinity);
        for (var i = 0; i < 200; i++)
        {
            map[random.Next(map.Length)] = -3 * random.NextSingle();
        }

        var cells = DensestCells.UntilMass(map, areas, mass);
        var best = cells.MinBy(cell => cells.Sum(other =>
            Math.Exp(map[other]) * areas.Km2(other) * GreatCircle.DistanceKm(Centre(cell).Longitude, Centre(cell).Latitude, Centre(other).Longitude, Centre(other).Latitude)));
        Assert.Equal(best, PointPrediction.Medoid(map, areas, Centre, mass));
    }

    [Fact]
    public void A_thinned_medoid_of_a_round_hill_is_its_top()
    {
        var areas = CellAreas.LatitudeRows(Rows, Columns);
        var (longitude, latitude) = Centre(CellOf(31, 11));
        float[] map = [.. Enumerable.Range(0, Rows * Columns).Select(cell =>
            (float)(0.3 * Math.Cos(GreatCircle.DistanceKm(longitude, latitude, Centre(cell).Longitude, Centre(cell).Latitude) / Wgs84.MeanRadiusKm)))];
        Assert.True(DensestCells.UntilMass(map, areas, 0.4).Length > PointPrediction.MostPairedCells);
        var (foundLongitude, foundLatitude) = Centre(PointPrediction.Medoid(map, areas, Centre, 0.4));
        Assert.InRange(GreatCircle.DistanceKm(longitude, latitude, foundLongitude, foundLatitude), 0, 320); // cells are 2° wide
    }

    [Fact]
    public void The_medoid_lies_in_the_larger_cluster_while_the_peak_may_stand_alone()
    {
        var map = new float[Rows * Columns];
        Array.Fill(map, float.NegativeInfinity);
        map[CellOf(-60, -20)] = 0.1f;
        for (var i = 0; i < 9; i++)
        {
            map[CellOf(99 + 2 * (i % 3), 13 + 2 * (i / 3))] = 0;
        }

        var areas = CellAreas.LatitudeRows(Rows, Columns);
        Assert.Equal(CellOf(-60, -20), PointPrediction.DensestCell(map));
        Assert.Equal(CellOf(101, 15), PointPrediction.Medoid(map, areas, Centre, 1));
    }

    [Fact]
    public void The_densest_cells_are_those_of_a_sorted_map()
    {
        var random = new Random(8);
        float[] map = [.. Enumerable.Range(0, 5000).Select(i => i % 97 == 0 ? float.NaN : MathF.Round(random.NextSingle() * 40) / 8 - 3)];
        double[] km2 = [.. Enumerable.Range(0, map.Length).Select(_ => 1 + random.NextDouble())];
        var areas = CellAreas.PerCell(km2);
        var sorted = Enumerable.Range(0, map.Length).Where(cell => !float.IsNaN(map[cell])).OrderByDescending(cell => map[cell]).ThenBy(cell => cell).ToArray();
        var total = sorted.Sum(cell => Math.Exp(map[cell]) * km2[cell]);
        foreach (var share in new[] { 1e-6, 0.01, 0.37, 0.9 })
        {
            var mass = 0.0;
            var count = 1 + sorted.TakeWhile(cell => (mass += Math.Exp(map[cell]) * km2[cell]) < share * total).Count();
            Assert.Equal(sorted[..count], DensestCells.UntilMass(map, areas, share));
        }

        Assert.Equal(sorted, DensestCells.UntilMass(map, areas, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensestCells.UntilMass(map, areas, 0));
        Assert.Throws<ArgumentException>(() => DensestCells.UntilMass(map, CellAreas.Uniform(3, 1), 0.5));
        Assert.Throws<ArgumentException>(() => DensestCells.UntilMass([float.PositiveInfinity], CellAreas.Uniform(1, 1), 0.5));
    }
}
