using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Synthetic;
using GeoCore.Tests.Evaluation;

namespace GeoCore.Tests.Geolocation.Synthetic;

public class SyntheticBenchmarkTests
{
    private const int Queries = 4000;
    private static readonly Lazy<SyntheticBenchmark> s_benchmark = new(() => SyntheticBenchmark.Run(SyntheticWorlds.Of(4), Queries, 1));

    [Fact]
    public void Fitted_weights_approach_one()
    {
        var benchmark = s_benchmark.Value;
        Assert.Equal(3, benchmark.Fit.Weights.Count);
        for (var i = 0; i < 3; i++)
        {
            // four standard errors; 20 000 queries have less than half of these errors
            Assert.InRange(benchmark.Fit.Weights[i], 1 - 4 * benchmark.WeightErrors[i], 1 + 4 * benchmark.WeightErrors[i]);
            Assert.InRange(benchmark.WeightErrors[i] * Math.Sqrt(Queries / 20_000.0), 0, 0.025);
        }

        Assert.InRange(benchmark.Fit.GradientNorm, 0, 1e-8);
        Assert.InRange(benchmark[SyntheticSystem.Fitted].BehindExact, -0.01, 0.01);
    }

    [Fact]
    public void Counting_the_prior_three_times_costs_a_measurable_margin()
    {
        var product = s_benchmark.Value[SyntheticSystem.Product];
        Assert.True(product.BehindExact > 5 * product.BehindExactError && product.BehindExact > 0.02, $"{product.BehindExact} ± {product.BehindExactError}");
        Assert.True(product.Curve.AucLog() < s_benchmark.Value[SyntheticSystem.Exact].Curve.AucLog());
    }

    [Fact]
    public void A_source_adds_its_information()
    {
        var benchmark = s_benchmark.Value;
        double Gain(string with, string without) => benchmark[with].LogDensity - benchmark[without].LogDensity;
        // the gain over the prior is the mutual information; its spread is about one nat a query
        Assert.Equal(benchmark.ClassInformation, Gain("B", "prior"), 5 / Math.Sqrt(Queries));
        Assert.InRange(Gain("C", "prior"), 0, Math.Log(2));
        Assert.True(Gain(SyntheticSystem.Exact, "A + C") > 0.05);
        Assert.True(Gain("A + C", "A") > 0);
        Assert.True(benchmark[SyntheticSystem.Exact].Curve.AucLog() > benchmark["A + C"].Curve.AucLog());
        Assert.True(benchmark["A"].Curve.AucLog() > benchmark["prior"].Curve.AucLog());
        Assert.Equal(0, benchmark[SyntheticSystem.Exact].BehindExact);
        Assert.All(benchmark.Results, result => Assert.True(result.BehindExact > -4 * result.BehindExactError - 1e-12, result.System.Name));
    }

    [Fact]
    public void The_log_linear_pool_of_the_sources_maps_is_bayes_posterior()
    {
        var world = SyntheticWorlds.Of(3);
        var queries = new SyntheticQueries(world, 20, 3);
        var (grid, options, cells) = (world.Grid, world.Options, world.Grid.Count);
        var classes = ClassFractions.FromClasses(grid, 16, world.ClassOf);
        var land = ClassFractions.FromClasses(grid, 2, [.. world.IsLand.Select(isLand => isLand ? 1 : 0)]);
        var (ofClass, ofLand) = (new AttributeSource("B", classes, world.Prior), new AttributeSource("C", land, world.Prior));
        var ratios = new double[3 * cells];
        for (var query = 0; query < queries.Count; query++)
        {
            queries.WriteRatios(query, ratios);
            var asked = queries[query];
            // what calibrated classifiers with this confusion say: P(k|I) ∝ P(k) P(named | k)
            var b = ofClass.Evaluate([.. ofClass.ClassPrior.Select((prior, k) => (float)Math.Log(prior * options.Confusion(k, asked.Class)))], TestContext.Current.CancellationToken);
            var c = ofLand.Evaluate(
                [.. ofLand.ClassPrior.Select((prior, k) => (float)Math.Log(prior * (k == 1 == asked.IsLand ? 1 - options.FlipProbability : options.FlipProbability)))],
                TestContext.Current.CancellationToken);
            double[] logPlace = [.. Enumerable.Range(0, cells).Select(cell => world.Prior.LogDensity(cell) + ratios[cell])];
            var a = DensityMap.FromLogDensities(grid, logPlace);
            var pooled = MapPool.LogLinear(world.Prior, [a, b, c], [world.Prior, world.Prior, world.Prior], [1, 1, 1]).Map;

            var kernel = new VonMisesFisherKernel(options.BandwidthKm);
            double Kernel(int cell, UnitVector place) => Math.Exp(kernel.LogDensity(grid.DirectionOf(cell).SquaredChord(place)));
            double Anywhere(UnitVector place) => Enumerable.Range(0, cells).Sum(cell => world.Prior.Mass(cell) * Kernel(cell, place));
            var (atFirst, atSecond) = asked.Second is { } other ? (Anywhere(asked.First), Anywhere(other)) : (0, 0);
            double[] posterior = [.. Enumerable.Range(0, cells).Select(cell =>
            {
                var place = asked.Second is { } second
                    ? options.SecondModeProbability * 0.5 * (Kernel(cell, asked.First) * atSecond + Kernel(cell, second) * atFirst)
                    : (1 - options.SecondModeProbability) * Kernel(cell, asked.First);
                return world.Prior.Mass(cell) * place * options.Confusion(world.ClassOf[cell], asked.Class)
                    * (world.IsLand[cell] == asked.IsLand ? 1 - options.FlipProbability : options.FlipProbability);
            })];
            var total = posterior.Sum();
            Assert.All(Enumerable.Range(0, cells), cell => Assert.Equal(posterior[cell] / total, pooled.Mass(cell), 1e-5 * posterior[cell] / total + 1e-12));
        }
    }

    [Fact]
    public void Draws_follow_their_probabilities_and_a_longer_one_begins_as_a_shorter()
    {
        var world = SyntheticWorlds.Of(2);
        const int count = 20_000;
        var queries = new SyntheticQueries(world, count, 5);
        double Share(Func<SyntheticQuery, bool> holds) => Enumerable.Range(0, count).Count(query => holds(queries[query])) / (double)count;
        var sigma = 4 * Math.Sqrt(0.25 / count);
        Assert.Equal(0.3, Share(query => query.Second is not null), sigma);
        Assert.Equal(0.6, Share(query => query.Class == world.ClassOf[query.Truth]), sigma);
        Assert.Equal(0.05, Share(query => query.IsLand != world.IsLand[query.Truth]), sigma);
        Assert.Equal(world.Prior.Mass(40), Share(query => query.Truth == 40), 4 * Math.Sqrt(world.Prior.Mass(40) / count) + 1e-9);
        // half of all places of a normal distribution of two dimensions lie within 1.1774 deviations
        var near = 4 * Math.Pow(Math.Sin(1.1774 * 500 / Wgs84.MeanRadiusKm / 2), 2);
        Assert.Equal(0.35, Share(query => query.Second is null && query.First.SquaredChord(world.Grid.DirectionOf(query.Truth)) < near), sigma);
        var few = new SyntheticQueries(world, 10, 5);
        Assert.All(Enumerable.Range(0, 10), query => Assert.Equal(queries[query], few[query]));
        Assert.NotEqual(queries[0], new SyntheticQueries(world, 1, 6)[0]);
    }

    [Fact]
    public void The_classes_are_those_of_the_published_checkerboard()
    {
        var centres = GoldenRecall.File("checkerboard.json").GetProperty("centres").EnumerateArray()
            .Select(row => (Place: UnitVector.Of(row[0].GetDouble(), row[1].GetDouble()), Class: row[2].GetInt32())).ToArray();
        var world = SyntheticWorlds.Of(3);
        Assert.Equal(
            Enumerable.Range(0, world.Grid.Count).Select(cell => centres.MinBy(centre => centre.Place.SquaredChord(world.Grid.DirectionOf(cell))).Class), world.ClassOf);
    }

    [Fact]
    public void Worlds_that_cannot_be_are_refused()
    {
        var prior = DensityMap.Uniform(NestedGrid.Healpix(1));
        Assert.Throws<ArgumentException>(() => new SyntheticWorld(prior, new bool[3]));
        Assert.Throws<ArgumentException>(() => new SyntheticWorld(prior, new bool[48], new SyntheticOptions(Centres: 3)));
        Assert.Throws<ArgumentException>(() => new SyntheticWorld(prior, new bool[48], new SyntheticOptions(FlipProbability: 0)));
        Assert.Throws<ArgumentException>(() => new SyntheticWorld(DensityMap.FromMasses(prior.Grid, [1, .. new double[47]]), new bool[48]));
    }
}
