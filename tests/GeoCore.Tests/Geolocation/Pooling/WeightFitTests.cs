using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Synthetic;
using GeoCore.Tests.Geolocation.Synthetic;

namespace GeoCore.Tests.Geolocation.Pooling;

public class WeightFitTests
{
    private static readonly Lazy<SyntheticQueries> s_queries =
        new(() => new SyntheticQueries(SyntheticWorlds.Of(2, new SyntheticOptions(BandwidthKm: 1500)), 300, 2));

    private static int[] All(IPoolingQueries queries) => [.. Enumerable.Range(0, queries.Count)];

    private static PoolingObjective At(double[] weights, double penalty = 0, IPoolingQueries? queries = null) =>
        PoolingObjective.Of(queries ?? s_queries.Value, All(queries ?? s_queries.Value), weights, penalty, TestContext.Current.CancellationToken);

    /// <summary>The queries of another set with one source turned into something else.</summary>
    private sealed class Changed(SyntheticQueries inner, Func<int, int, double> factor) : IPoolingQueries
    {
        public int Count => inner.Count;

        public int SourceCount => inner.SourceCount;

        public ReadOnlySpan<double> LogPriorMasses => inner.LogPriorMasses;

        public int TruthOf(int query) => inner.TruthOf(query);

        public void WriteRatios(int query, Span<double> ratios)
        {
            inner.WriteRatios(query, ratios);
            for (var i = 0; i < ratios.Length; i++)
            {
                ratios[i] *= factor(query, i / inner.LogPriorMasses.Length);
            }
        }
    }

    [Fact]
    public void The_derivatives_are_those_of_the_value()
    {
        double[] weights = [0.7, 1.2, 0.9];
        const double step = 1e-5;
        var state = At(weights, 0.01);
        for (var i = 0; i < 3; i++)
        {
            double[] up = [.. weights], down = [.. weights];
            (up[i], down[i]) = (up[i] + step, down[i] - step);
            var (above, below) = (At(up, 0.01), At(down, 0.01));
            Assert.Equal((above.Value - below.Value) / (2 * step), state.Gradient[i], 1e-8);
            for (var j = 0; j < 3; j++)
            {
                Assert.Equal(-(above.Gradient[j] - below.Gradient[j]) / (2 * step), state.Hessian[3 * i + j], 1e-7);
            }
        }
    }

    [Fact]
    public void The_objective_is_concave_along_every_line()
    {
        var random = new Random(1);
        for (var line = 0; line < 100; line++)
        {
            double[] from = [.. Enumerable.Range(0, 3).Select(_ => 3 * random.NextDouble())], to = [.. Enumerable.Range(0, 3).Select(_ => 3 * random.NextDouble())];
            var part = random.NextDouble();
            double[] between = [.. from.Zip(to, (a, b) => (1 - part) * a + part * b)];
            Assert.True(At(between).Value >= (1 - part) * At(from).Value + part * At(to).Value - 1e-12);
        }
    }

    [Fact]
    public void Newtons_method_ends_where_the_gradient_vanishes()
    {
        var fit = WeightFit.Of(s_queries.Value, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(fit.GradientNorm, 0, 1e-8);
        Assert.InRange(fit.Steps, 1, 10);
        var best = At([.. fit.Weights], WeightFit.DefaultPenalty);
        Assert.InRange(Math.Sqrt(best.Gradient.Sum(slope => slope * slope)), 0, 1e-8);
        Assert.True(best.Value >= At([1, 1, 1], WeightFit.DefaultPenalty).Value);
        Assert.Equal(At([.. fit.Weights]).Value, fit.LogMass, 1e-12);
    }

    [Fact]
    public void A_source_that_misleads_gets_no_weight_and_one_that_says_nothing_keeps_one()
    {
        var misleading = new Changed(s_queries.Value, (_, source) => source == 1 ? -1 : 1);
        var fit = WeightFit.Of(misleading, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, fit.Weights[1]);
        Assert.InRange(fit.Weights[0], 0.5, 1.5);
        Assert.InRange(fit.GradientNorm, 0, 1e-8);
        var silent = new Changed(s_queries.Value, (_, source) => source == 2 ? 0 : 1);
        Assert.Equal(1, WeightFit.Of(silent, cancellationToken: TestContext.Current.CancellationToken).Weights[2], 1e-9);
        // twice as sure as it should be
        var loud = WeightFit.Of(new Changed(s_queries.Value, (_, _) => 2), penalty: 0, cancellationToken: TestContext.Current.CancellationToken);
        var plain = WeightFit.Of(s_queries.Value, penalty: 0, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(loud.Weights.Zip(plain.Weights), pair => Assert.Equal(pair.Second / 2, pair.First, 1e-6));
    }

    [Fact]
    public void Pieces_added_one_after_the_other_give_the_same_bits()
    {
        double[] weights = [1, 0.8, 0.9];
        var (one, another) = (At(weights), At(weights));
        Assert.Equal(one.Value, another.Value);
        Assert.Equal(one.Gradient, another.Gradient);
        var byHand = 0.0;
        var derivatives = new QueryDerivatives(s_queries.Value);
        foreach (var piece in All(s_queries.Value).Chunk(64))
        {
            var sum = 0.0;
            foreach (var query in piece)
            {
                derivatives.Load(query);
                derivatives.Evaluate(s_queries.Value.TruthOf(query), weights);
                sum += derivatives.Value;
            }

            byHand += sum;
        }

        Assert.Equal(byHand / s_queries.Value.Count, one.Value);
    }

    [Fact]
    public void Parts_are_blocks_of_the_world_of_about_equal_size_in_any_order()
    {
        var random = new Random(3);
        double[] longitudes = [.. Enumerable.Range(0, 5000).Select(_ => 360 * random.NextDouble() - 180)], latitudes = [.. Enumerable.Range(0, 5000).Select(_ => 140 * random.NextDouble() - 70)];
        var parts = SpatialFolds.Of(longitudes, latitudes);
        Assert.All(Enumerable.Range(0, 5), part => Assert.InRange(parts.Count(own => own == part), 950, 1050));
        var blocks = longitudes.Select((longitude, i) => CellHierarchy.Healpix.CellAt(longitude, latitudes[i], 2)).ToArray();
        Assert.All(blocks.Zip(parts).GroupBy(pair => pair.First), block => Assert.Single(block.Select(pair => pair.Second).Distinct()));
        Assert.Equal(parts.Reverse(), SpatialFolds.Of([.. longitudes.Reverse()], [.. latitudes.Reverse()]));
        Assert.Throws<ArgumentException>(() => SpatialFolds.Of([1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpatialFolds.Of([1], [1], 1));
    }

    [Fact]
    public void Held_out_places_tell_whether_weights_are_worth_fitting()
    {
        var grid = NestedGrid.Healpix(2);
        var places = Enumerable.Range(0, s_queries.Value.Count).Select(query => grid.CentreOf(s_queries.Value.TruthOf(query))).ToArray();
        var parts = SpatialFolds.Of([.. places.Select(place => place.Longitude)], [.. places.Select(place => place.Latitude)]);
        var right = CrossValidation.Of(s_queries.Value, parts, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(5, right.Weights.Count);
        Assert.InRange(right.LogMass - right.EqualLogMass, -0.05, 0.02);
        var loud = CrossValidation.Of(new Changed(s_queries.Value, (_, _) => 3), parts, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(loud.LogMass > loud.EqualLogMass + 0.1);
        Assert.Throws<ArgumentException>(() => CrossValidation.Of(s_queries.Value, new int[300], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_gate_learns_when_a_source_can_be_trusted()
    {
        // B's answer is turned around on every second photograph, which a feature tells
        var queries = new Changed(s_queries.Value, (query, source) => source == 1 && query % 2 == 1 ? -1 : 1);
        double[] features = [.. Enumerable.Range(0, queries.Count).Select(query => query % 2 == 1 ? 1.0 : -1)];
        var gate = WeightGate.Fit(queries, features, cancellationToken: TestContext.Current.CancellationToken);
        double[] trusted = gate.WeightsOf([-1]), turned = gate.WeightsOf([1]);
        Assert.InRange(trusted[1], 0.5, 1.5);
        Assert.InRange(turned[1], 0, 0.1);
        Assert.InRange(turned[0], 0.4, 1.7);
        var blind = WeightFit.Of(queries, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(blind.Weights[1], 0, trusted[1] - 0.2);
        Assert.Equal([0.7, 1.3], WeightGate.Constant([0.7, 1.3], 2).WeightsOf([5, -3]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Throws<ArgumentException>(() => gate.WeightsOf([]));
        Assert.Throws<ArgumentException>(() => new WeightGate(2, 1, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new WeightGate(1, 0, [double.NaN]));
    }

    [Fact]
    public void Fits_without_photographs_or_with_negative_penalties_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WeightFit.Of(s_queries.Value, [], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightFit.Of(s_queries.Value, penalty: -1, cancellationToken: TestContext.Current.CancellationToken));
        Assert.ThrowsAny<OperationCanceledException>(() => WeightFit.Of(s_queries.Value, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Weights_that_are_fitted_to_weighed_queries_multiply_those()
    {
        int[] some = [.. Enumerable.Range(0, 60)];
        double[] first = [0.5, 0, 2];
        var weighed = new WeighedQueries(s_queries.Value, first);
        double[] second = [1.4, 1, 0.5];
        var product = PoolingObjective.Of(s_queries.Value, some, [0.7, 0, 1], 0, TestContext.Current.CancellationToken).Value;
        Assert.Equal(product, PoolingObjective.Of(weighed, some, second, 0, TestContext.Current.CancellationToken).Value, 1e-9);
        Assert.Equal((s_queries.Value.Count, 3, s_queries.Value.TruthOf(5)), (weighed.Count, weighed.SourceCount, weighed.TruthOf(5)));
        Assert.Throws<ArgumentException>(() => new WeighedQueries(s_queries.Value, [1, 2]));
        Assert.Throws<ArgumentException>(() => new WeighedQueries(s_queries.Value, [1, 2, -1]));
    }
}
