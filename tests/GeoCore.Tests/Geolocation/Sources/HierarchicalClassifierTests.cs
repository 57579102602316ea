using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources;

namespace GeoCore.Tests.Geolocation.Sources;

public class HierarchicalClassifierTests
{
    private static readonly PhotoPartition[] s_partitions = Partitions();

    /// <summary>Fine, middle and coarse cells of the same photographs.</summary>
    private static PhotoPartition[] Partitions()
    {
        var random = new Random(21);
        double[] longitudes = [.. Enumerable.Range(0, 3000).Select(i => 40 * (i % 7) - 120 + 25 * random.NextDouble() * random.NextDouble())];
        double[] latitudes = [.. Enumerable.Range(0, 3000).Select(i => 15 * (i % 5) - 30 + 12 * random.NextDouble() * random.NextDouble())];
        return [.. new[] { 60, 200, 600 }.Select(most => PhotoPartition.Build(longitudes, latitudes, most, 10))];
    }

    private static float[] Logits(HierarchicalClassifier source)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, source.InputCount).Select(_ => (float)(8 * random.NextDouble()))];
    }

    private static double[] Softmax(ReadOnlySpan<float> logits)
    {
        double[] exponentials = [.. logits.ToArray().Select(logit => Math.Exp((double)logit))];
        return [.. exponentials.Select(x => x / exponentials.Sum())];
    }

    [Fact]
    public void F_star_is_the_product_of_the_three_probabilities()
    {
        var source = new HierarchicalClassifier("f*", NestedGrid.S2(7), s_partitions);
        var logits = Logits(source);
        var (fine, middle) = (s_partitions[0].Grid.Count, s_partitions[1].Grid.Count);
        double[] ofFine = Softmax(logits.AsSpan(0, fine)), ofMiddle = Softmax(logits.AsSpan(fine, middle)), ofCoarse = Softmax(logits.AsSpan(fine + middle));
        int[] inMiddle = s_partitions[0].CellsIn(s_partitions[1]), inCoarse = s_partitions[0].CellsIn(s_partitions[2]);
        double[] product = [.. Enumerable.Range(0, fine).Select(f => ofFine[f] * ofMiddle[inMiddle[f]] * ofCoarse[inCoarse[f]])];
        Assert.Equal(product.Select(p => p / product.Sum()), source.LogProbabilities(logits).Select(Math.Exp), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(s_partitions[0].Means[Array.IndexOf(product, product.Max())], source.PlaceOf(logits));

        var alone = new HierarchicalClassifier("fine", NestedGrid.S2(7), s_partitions, HierarchicalReadOut.FineOnly);
        Assert.Equal(ofFine, alone.LogProbabilities(logits).Select(Math.Exp), (a, b) => Math.Abs(a - b) < 1e-12);
        var same = new HierarchicalClassifier("tree", NestedGrid.S2(7), s_partitions, HierarchicalReadOut.Marginal, [1, 1, 1]);
        Assert.Equal(source.LogProbabilities(logits), same.LogProbabilities(logits));
        var weighted = new HierarchicalClassifier("tree", NestedGrid.S2(7), s_partitions, HierarchicalReadOut.Marginal, [1, 0.5, 0]);
        double[] powers = [.. Enumerable.Range(0, fine).Select(f => ofFine[f] * Math.Sqrt(ofMiddle[inMiddle[f]]))];
        Assert.Equal(powers.Select(p => p / powers.Sum()), weighted.LogProbabilities(logits).Select(Math.Exp), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("s2:8")]
    [InlineData("healpix:7")]
    [InlineData("healpix:2")]
    [InlineData("latlon:360x180")]
    public void The_map_keeps_the_probability_of_every_class(string name)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        var source = new HierarchicalClassifier("f*", grid, s_partitions);
        var logits = Logits(source);
        var map = source.Evaluate(logits, TestContext.Current.CancellationToken);
        var probabilities = source.LogProbabilities(logits).Select(Math.Exp).ToArray();
        Assert.Equal(1, map.Masses().Sum(), 1e-9);
        var fine = s_partitions[0].Grid;
        var masses = new double[fine.Count];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            if (fine.CellAt(longitude, latitude) is >= 0 and var own)
                masses[own] += map.Mass(cell);
        }

        // where cells of the map are smaller than classes, a class is exactly its cells
        if (name is "s2:8" && fine.Cells.All(cell => cell.Level <= 8))
            Assert.Equal(probabilities, masses, (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(1, source.TrainingPrior.Masses().Sum(), 1e-9);
    }

    [Fact]
    public void On_cells_that_divide_the_classes_the_density_is_probability_over_area()
    {
        var level = s_partitions[0].Grid.Cells.Max(cell => cell.Level);
        var grid = NestedGrid.S2(Math.Min(level + 1, 10));
        var source = new HierarchicalClassifier("f*", grid, s_partitions);
        var logits = Logits(source);
        var map = source.Evaluate(logits, TestContext.Current.CancellationToken);
        var probabilities = source.LogProbabilities(logits).Select(Math.Exp).ToArray();
        var classes = s_partitions[0].Grid;
        Assert.All(Enumerable.Range(0, classes.Count), own =>
        {
            var (longitude, latitude) = classes.CentreOf(own);
            Assert.Equal(Math.Log(probabilities[own] / classes.AreaKm2(own)), map.LogDensityAt(longitude, latitude), 1e-5);
        });
        Assert.Contains(map.Values.ToArray(), float.IsNegativeInfinity);
    }

    [Fact]
    public void A_temperature_blunts_all_heads()
    {
        var logits = Logits(new HierarchicalClassifier("f*", NestedGrid.S2(5), s_partitions));
        var hot = new HierarchicalClassifier("f*", NestedGrid.S2(5), s_partitions, temperature: 2);
        var halved = new HierarchicalClassifier("f*", NestedGrid.S2(5), s_partitions).LogProbabilities([.. logits.Select(logit => logit / 2)]);
        Assert.Equal(halved, hot.LogProbabilities(logits), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Settings_and_logits_that_do_not_fit_are_refused()
    {
        var grid = NestedGrid.S2(4);
        var source = new HierarchicalClassifier("f*", grid, s_partitions);
        Assert.Throws<ArgumentException>(() => source.LogProbabilities(new float[3]));
        Assert.Throws<ArgumentException>(() => source.LogProbabilities([.. Enumerable.Repeat(float.PositiveInfinity, source.InputCount)]));
        Assert.Throws<ArgumentException>(() => new HierarchicalClassifier("x", grid, []));
        Assert.Throws<ArgumentException>(() => new HierarchicalClassifier("x", grid, s_partitions.Reverse()));
        Assert.Throws<ArgumentException>(() => new HierarchicalClassifier("x", grid, s_partitions, HierarchicalReadOut.Marginal));
        Assert.Throws<ArgumentException>(() => new HierarchicalClassifier("x", grid, s_partitions, HierarchicalReadOut.Product, [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new HierarchicalClassifier("x", grid, s_partitions, HierarchicalReadOut.Marginal, [0, 1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HierarchicalClassifier("x", grid, s_partitions, temperature: double.NaN));
    }
}
