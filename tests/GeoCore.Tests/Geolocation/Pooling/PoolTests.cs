using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Tests.Evaluation;
using GeoCore.Tests.Geolocation.Maps;

namespace GeoCore.Tests.Geolocation.Pooling;

public class PoolTests
{
    private static readonly NestedGrid s_grid = NestedGrid.Healpix(3);

    private static double[] Logarithms(IEnumerable<double> values) => [.. values.Select(value => Math.Log(value))];

    private static double[] Normalised(double[] logarithms)
    {
        double[] all = [.. logarithms.Select(Math.Exp)];
        return [.. all.Select(value => value / all.Sum())];
    }

    private static void AssertNear(double[] expected, double[] found, double tolerance = 1e-12) =>
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < tolerance);

    [Fact]
    public void Worked_numbers_of_all_rules_hold()
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("ensemble");
        double[] prior = Logarithms(golden.Numbers("prior")), first = Logarithms(golden.Numbers("source1")), second = Logarithms(golden.Numbers("source2")), result = new double[4];
        LogPool.Product([first, second], result);
        AssertNear(golden.Numbers("product"), Normalised(result));

        double[] ofFirst = new double[4], ofSecond = new double[4];
        LogPool.Ratio(first, prior, ofFirst);
        LogPool.Ratio(second, prior, ofSecond);
        LogPool.LogLinear(prior, [ofFirst, ofSecond], [1, 1], result);
        AssertNear(golden.Numbers("prior_corrected_product"), Normalised(result));
        LogPool.LogLinear(prior, [ofFirst, ofSecond], golden.Numbers("log_linear_w"), result);
        AssertNear(golden.Numbers("log_linear"), Normalised(result));
        LogPool.LinearPool([first, second], golden.Numbers("linear_pool_w"), result);
        AssertNear(golden.Numbers("linear_pool"), Normalised(result));
    }

    [Fact]
    public void Maps_are_pooled_as_their_numbers_are()
    {
        // cells of one area, so that densities behave as the worked masses do
        var grid = new AdaptiveGrid(CellHierarchy.Healpix, Enumerable.Range(0, 4).Select(i => new HierarchyCell(5, i)));
        var golden = GoldenRecall.File("rva.json").GetProperty("ensemble");
        DensityMap Map(string name) => DensityMap.FromMasses(grid, golden.Numbers(name));
        var (prior, maps) = (Map("prior"), new[] { Map("source1"), Map("source2") });
        AssertNear(golden.Numbers("product"), MapPool.Product(maps).Map.Masses(), 1e-6);
        AssertNear(golden.Numbers("log_linear"), MapPool.LogLinear(prior, maps, [prior, prior], golden.Numbers("log_linear_w")).Map.Masses(), 1e-6);
        AssertNear(golden.Numbers("linear_pool"), MapPool.LinearPool(maps, golden.Numbers("linear_pool_w")).Map.Masses(), 1e-6);
        // Σ p₁ p₂ / π
        Assert.Equal(Math.Log(1 + 0.75 + 0.2 / 3 + 0.025), MapPool.LogLinear(prior, maps, [prior, prior], [1, 1]).LogEvidence, 1e-6);
    }

    [Fact]
    public void One_source_under_its_own_prior_is_returned_and_an_even_one_changes_nothing()
    {
        DensityMap prior = MapTests.Humps(s_grid, 1), source = MapTests.Humps(s_grid, 2), even = DensityMap.Uniform(s_grid);
        var alone = MapPool.LogLinear(prior, [source], [prior], [1]);
        Assert.All(Enumerable.Range(0, s_grid.Count), cell => Assert.Equal(source.LogDensity(cell), alone.Map.LogDensity(cell), 1e-5));
        Assert.Equal(0, alone.LogEvidence, 1e-5);
        var both = MapPool.LogLinear(prior, [source, even], [prior, even], [1, 1]);
        Assert.All(Enumerable.Range(0, s_grid.Count), cell => Assert.Equal(alone.Map.LogDensity(cell), both.Map.LogDensity(cell), 1e-5));
        Assert.Equal(0, both.Contributions[1], 1e-9);
        // the divergence of the posterior from the prior is what the source contributed
        var divergence = Enumerable.Range(0, s_grid.Count).Sum(cell => source.Mass(cell) * (source.LogDensity(cell) - prior.LogDensity(cell)));
        Assert.Equal(divergence, both.Contributions[0], 1e-4);
        var none = MapPool.LogLinear(prior, [], [], []);
        Assert.Equal(prior.Masses(), none.Map.Masses(), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void A_zero_vetoes_without_a_floor_and_not_with_one()
    {
        var prior = DensityMap.Uniform(s_grid);
        double[] masses = [.. Enumerable.Range(0, s_grid.Count).Select(cell => cell == 100 ? 0.0 : 1)];
        DensityMap blind = DensityMap.FromMasses(s_grid, masses), sure = DensityMap.FromMasses(s_grid, [.. masses.Select((_, cell) => cell == 100 ? 1.0 : 1e-9)]);
        foreach (var share in new[] { 0, 1e-3 })
        {
            var floor = new DensityFloor(prior, share);
            var product = MapPool.Product([floor.Under(blind), floor.Under(sure)]).Map;
            var pooled = MapPool.LogLinear(prior, [floor.Under(blind), floor.Under(sure)], [prior, prior], [1, 1]).Map;
            Assert.Equal(share == 0, product.Mass(100) == 0);
            Assert.Equal(share == 0, pooled.Mass(100) == 0);
        }

        // switched off a source forbids nothing
        Assert.True(MapPool.LogLinear(prior, [blind, sure], [prior, prior], [0, 1]).Map.Mass(100) > 0.9);
        Assert.True(MapPool.LinearPool([blind, sure], [1, 1]).Map.Mass(100) > 0.4);
    }

    [Fact]
    public void Where_a_source_never_saw_a_place_it_has_no_say()
    {
        var prior = DensityMap.Uniform(s_grid);
        var trained = DensityMap.FromMasses(s_grid, [.. Enumerable.Range(0, s_grid.Count).Select(cell => cell < 400 ? 1.0 : 0)]);
        var source = DensityMap.FromMasses(s_grid, [.. Enumerable.Range(0, s_grid.Count).Select(cell => cell < 10 ? 1.0 : 0)]);
        var pooled = MapPool.LogLinear(prior, [source], [trained], [1]).Map;
        Assert.Equal(0, pooled.Mass(50));
        Assert.Equal(1.0 * 40 * 10 / (400 + 368), pooled.Masses().Take(10).Sum(), 1e-6);
        Assert.Equal(pooled.Mass(500), pooled.Mass(767), 1e-12);
    }

    [Fact]
    public void Maps_that_do_not_fit_together_are_refused()
    {
        DensityMap even = DensityMap.Uniform(s_grid), other = DensityMap.Uniform(NestedGrid.Healpix(2));
        Assert.Throws<ArgumentException>(() => MapPool.Product([even, other]));
        Assert.Throws<ArgumentException>(() => MapPool.Product([]));
        Assert.Throws<ArgumentException>(() => MapPool.LogLinear(even, [even], [even], [-1]));
        Assert.Throws<ArgumentException>(() => MapPool.LogLinear(even, [even], [], [1]));
        Assert.Throws<ArgumentException>(() => MapPool.LogLinear(even, [even], [other], [1]));
        Assert.Throws<ArgumentException>(() => MapPool.LinearPool([even], [0]));
        DensityMap Half(bool first) => DensityMap.FromMasses(s_grid, [.. Enumerable.Range(0, s_grid.Count).Select(cell => cell < 300 == first ? 1.0 : 0)]);
        Assert.Throws<ArgumentException>(() => MapPool.Product([Half(true), Half(false)]));
    }

    [Fact]
    public void An_ensemble_switches_sources_on_and_off_by_name()
    {
        var prior = MapTests.Humps(s_grid, 3);
        AttributeSource Source(string name, int classes) => new(
            name, ClassFractions.FromPlaces(s_grid, classes, (longitude, _) => Math.Min(classes - 1, (int)((longitude + 180) / 360 * classes)), 2), prior);
        var (first, second) = (Source("first", 4), Source("second", 7));
        var ensemble = new LocationEnsemble(prior, [new(first), new(second, 0.5, new DensityFloor(DensityMap.Uniform(s_grid)))]);
        float[]?[] inputs = [[3, 0, 0, 0], [0, 2, 0, 0, 0, 0, 1]];
        var both = ensemble.Evaluate(inputs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, both.Contributions.Count);
        Assert.All(both.Contributions, contribution => Assert.True(contribution > 0));

        var one = ensemble.With(new Dictionary<string, double> { ["second"] = 0 }).Evaluate(inputs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, one.Contributions[1]);
        var expected = first.Evaluate(inputs[0]!, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Masses(), one.Map.Masses(), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(one.Map.Masses(), ensemble.Evaluate([inputs[0], null], cancellationToken: TestContext.Current.CancellationToken).Map.Masses());
        Assert.Same(prior, ensemble.Evaluate([null, null], cancellationToken: TestContext.Current.CancellationToken).Map);

        foreach (var rule in new[] { PoolingRule.Product, PoolingRule.LinearPool })
        {
            var map = (ensemble with { Rule = rule }).Evaluate(inputs, cancellationToken: TestContext.Current.CancellationToken).Map;
            Assert.NotEqual(both.Map.Masses(), map.Masses());
        }

        var gated = ensemble with { Rule = PoolingRule.Gated, Gate = WeightGate.Constant([1, 1], 1) };
        Assert.Equal(both.Map.Masses(), gated.Evaluate(inputs, new[] { 0.7 }, TestContext.Current.CancellationToken).Map.Masses(), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Throws<InvalidOperationException>(() => (gated with { Gate = null }).Evaluate(inputs, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => ensemble.With(new Dictionary<string, double> { ["third"] = 1 }));
        Assert.Throws<ArgumentException>(() => ensemble.With(new Dictionary<string, double> { ["first"] = double.NaN }));
        Assert.Throws<ArgumentException>(() => ensemble.Evaluate([null], cancellationToken: TestContext.Current.CancellationToken));
    }
}
