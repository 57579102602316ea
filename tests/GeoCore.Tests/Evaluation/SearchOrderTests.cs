using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class SearchOrderTests
{
    private static readonly SearchOrder s_order = new([2, 5, float.NaN, 2, 0, 7], [10, 20, 40, 30, 50, 60], [1, 2, 9, 3, 0, 4]);

    [Theory]
    [InlineData(7, 1, 0, 60, 0)]
    [InlineData(5, 2, 60, 20, 0.4)]
    [InlineData(2, 3, 80, 40, 0.6)]
    [InlineData(0, 5, 120, 50, 1)]
    public void Cells_come_after_all_that_are_denser(float value, int rank, double denserKm2, double tiedKm2, double mass)
    {
        Assert.True(s_order.TryFind(value, out var place));

        Assert.Equal((rank, denserKm2, tiedKm2, denserKm2 + (tiedKm2 / 2)), (place.Rank, place.DenserKm2, place.TiedKm2, place.MeanKm2));
        Assert.Equal(mass, place.DenserMass, 12);
    }

    [Fact]
    public void What_no_cell_has_is_not_found()
    {
        Assert.False(s_order.TryFind(3, out _));
        Assert.False(s_order.TryFind(float.NaN, out _));
        Assert.Equal(170, s_order.TotalKm2);
        Assert.False(new SearchOrder([], [], []).TryFind(0, out _));
    }

    [Fact]
    public void Areas_are_those_of_one_query_at_a_time()
    {
        var random = new Random(2);
        float[] values = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(60))];
        double[] areas = [.. Enumerable.Range(0, 500).Select(_ => 1 + random.NextDouble())];
        var order = new SearchOrder(values, areas, areas);
        for (var cell = 0; cell < 500; cell += 7)
        {
            var expected = DensityRanking.Rank(values, CellAreas.Rows(areas, 1), cell, float.NegativeInfinity);
            Assert.True(order.TryFind(values[cell], out var place));
            Assert.Equal(expected.MeanKm2, place.MeanKm2, 1e-6);
            Assert.Equal(expected.StrictKm2, place.DenserKm2 + place.TiedKm2, 1e-6);
        }
    }
}
