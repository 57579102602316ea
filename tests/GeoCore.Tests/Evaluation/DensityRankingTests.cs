using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class DensityRankingTests
{
    [Fact]
    public void Cells_of_any_count_are_counted_as_one_by_one()
    {
        for (var count = 1; count <= 70; count++)
        {
            var random = new Random(count);
            float[] densities = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(4))];
            var truth = random.Next(count);
            var fast = DensityRanking.Rank<float>(densities, CellAreas.Uniform(count, 2), truth, -1, 1000);
            Assert.Equal(2 * densities.Count(density => density > densities[truth]), fast.DenserKm2);
            Assert.Equal(2 * densities.Count(density => density == densities[truth]), fast.TiedKm2);
        }
    }

    [Fact]
    public void Several_truths_in_one_pass_are_ranked_as_one_by_one_whatever_the_kind_of_grid()
    {
        var random = new Random(3);
        const int rows = 30, columns = 457;
        double[] rowAreas = [.. Enumerable.Range(0, rows).Select(row => 1.0 + row)];
        float[] densities = [.. Enumerable.Range(0, rows * columns).Select(_ => MathF.Round(random.NextSingle() * 50))];
        densities[5] = float.NaN;
        int[] truths = [0, 5, -1, 77, rows * columns - 1];
        var byRow = CellAreas.Rows(rowAreas, columns);
        var byCell = CellAreas.PerCell([.. Enumerable.Range(0, rows * columns).Select(cell => rowAreas[cell / columns])]);
        var together = new RequiredArea[truths.Length];
        DensityRanking.Rank<float>(densities, byRow, truths, 0, together);
        for (var i = 0; i < truths.Length; i++)
        {
            Assert.Equal(DensityRanking.Rank<float>(densities, byCell, truths[i], 0), together[i]);
        }

        Assert.True(together[1].IsZeroDensity); // NaN is no density
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(67)]
    public void Levels_of_any_number_are_counted_in_blocks_of_any_length_as_one_by_one(int count)
    {
        var random = new Random(count);
        for (var length = 0; length <= 70; length++)
        {
            // even blocks, blocks above, below and across the levels, with and without NaN
            var (least, spread) = (random.Next(4), random.Next(4));
            double[] values = [.. Enumerable.Range(0, length).Select(_ => random.Next(40) == 0 && spread > 1 ? double.NaN : least + random.Next(spread + 1))];
            double[] levels = [.. Enumerable.Range(0, count).Select(_ => random.Next(-1, 8) - (random.Next(9) == 0 ? 0.5 : 0)).OrderDescending()];
            AssertCounts(values, levels);
            AssertCounts([.. values.Select(value => (float)value)], [.. levels.Select(level => (float)level)]);
            AssertCounts([.. values.Select(value => (Half)value)], [.. levels.Select(level => (Half)level)]);
        }
    }

    private static void AssertCounts<T>(T[] values, T[] levels)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        long[] above = [.. levels.Select(_ => 7L)], equal = [.. levels.Select(_ => 9L)];
        VectorCounts.Add<T>(values, levels, above, equal);
        Assert.Equal(levels.Select(level => 7L + values.Count(value => value > level)), above);
        Assert.Equal(levels.Select(level => 9L + values.Count(value => value == level)), equal);
    }

    [Fact]
    public void Bounds_of_a_block_are_those_of_its_numbers()
    {
        for (var length = 1; length <= 70; length++)
        {
            var random = new Random(length);
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
            Assert.Equal(values.Max(), BlockBounds.Peak<float>(values));
            Assert.True(BlockBounds.TryLeast<float>(values, out var least));
            Assert.Equal(values.Min(), least);
            values[random.Next(length)] = float.NaN;
            Assert.Equal(values.Where(value => !float.IsNaN(value)).Append(float.NegativeInfinity).Max(), BlockBounds.Peak<float>(values));
            Assert.False(BlockBounds.TryLeast<float>(values, out _));
        }
    }

    [Fact]
    public void Areas_of_their_own_are_added_as_one_by_one()
    {
        for (var length = 0; length <= 70; length++)
        {
            var random = new Random(length);
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.Next(5) == 0 ? float.NaN : random.Next(4))];
            long[] units = [.. Enumerable.Range(0, length).Select(_ => random.NextInt64(1L << 50))];
            var (denser, tied) = (3L, 4L);
            VectorAreas.Add<float>(values, units, 2, ref denser, ref tied);
            Assert.Equal(3 + units.Where((_, i) => values[i] > 2).Sum(), denser);
            Assert.Equal(4 + units.Where((_, i) => values[i] == 2).Sum(), tied);
        }
    }

    [Fact]
    public void Several_maps_in_one_pass_are_ranked_as_one_by_one()
    {
        var random = new Random(6);
        const int cells = 5000;
        ReadOnlyMemory<float>[] maps = [.. Enumerable.Range(0, 7).Select(_ => (ReadOnlyMemory<float>)Enumerable.Range(0, cells).Select(_ => MathF.Round(20 * random.NextSingle())).ToArray())];
        int[] truths = [0, -1, 4999, 17, 2048, 2047, 3];
        foreach (var areas in new[] { CellAreas.PerCell([.. Enumerable.Range(0, cells).Select(_ => random.NextDouble())]), CellAreas.Uniform(cells, 0.5), CellAreas.Rows([1, 2, 3, 4, 5], 1000) })
        {
            var together = new RequiredArea[maps.Length];
            DensityRanking.RankMaps(maps, areas, truths, 0, together);
            Assert.Equal(maps.Select((map, i) => DensityRanking.Rank(map.Span, areas, truths[i], 0)), together);
        }

        Assert.Throws<ArgumentException>(() => DensityRanking.RankMaps(maps, CellAreas.Uniform(cells, 1), [1], 0, new RequiredArea[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityRanking.RankMaps(maps, CellAreas.Uniform(cells, 1), truths, 0, new RequiredArea[6]));
        Assert.Throws<ArgumentException>(() => DensityRanking.RankMaps(maps, CellAreas.Uniform(3, 1), truths, 0, new RequiredArea[7]));
    }

    [Fact]
    public void Many_truths_on_a_map_of_hills_are_ranked_as_each_alone()
    {
        var random = new Random(9);
        const int rows = 60, columns = 3000;
        var areas = CellAreas.LatitudeRows(rows, columns);
        // two hills on an even floor: most blocks are settled without counting
        float[] map = [.. Enumerable.Range(0, rows * columns).Select(cell => MathF.Max(-5, 3 - MathF.Abs(cell / columns - 20) - MathF.Abs(cell % columns - 900) / 40f))];
        map[100] = float.NaN;
        int[] truths = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? random.Next(map.Length) : (15 + random.Next(10)) * columns + 800 + random.Next(200)), 100, -1];
        var together = new RequiredArea[truths.Length];
        DensityRanking.Rank<float>(map, areas, truths, float.NegativeInfinity, together);
        Assert.Equal(truths.Select(truth => DensityRanking.Rank<float>(map, areas, truth, float.NegativeInfinity)), together);
    }
}
