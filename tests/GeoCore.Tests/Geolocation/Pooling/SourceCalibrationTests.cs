using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Tests.Geolocation.Maps;

namespace GeoCore.Tests.Geolocation.Pooling;

public class SourceCalibrationTests
{
    private static int Draw(double[] masses, Random random)
    {
        var left = random.NextDouble() * masses.Sum();
        for (var i = 0; i < masses.Length; i++)
        {
            left -= masses[i];
            if (left < 0)
                return i;
        }

        return masses.Length - 1;
    }

    [Fact]
    public void The_scale_of_a_field_is_found_again()
    {
        var random = new Random(3);
        var prior = MapTests.Humps(NestedGrid.Healpix(2), 5);
        const int width = 8, photographs = 3000;
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
        var cells = new Embeddings(width, Numbers(width * prior.Grid.Count));
        var field = new RetrievalField("field", prior, cells, 12);
        var images = Numbers(width * photographs);
        int[] truths = [.. images.Chunk(width).Select(image => Draw(field.Evaluate(image, TestContext.Current.CancellationToken).Masses(), random))];
        var fit = SourceCalibration.FieldScale(prior, cells, images, truths, TestContext.Current.CancellationToken);
        Assert.InRange(fit.Weights[0], 11, 13);
        Assert.InRange(fit.GradientNorm, 0, 1e-8);
        Assert.Throws<ArgumentException>(() => SourceCalibration.FieldScale(prior, cells, images, truths[1..], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => SourceCalibration.FieldScale(prior, cells, images, [-1, .. truths[1..]], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_weights_of_a_classifiers_heads_are_found_again()
    {
        var random = new Random(8);
        double[] longitudes = [.. Enumerable.Range(0, 2000).Select(i => 50 * (i % 5) - 100 + 30 * random.NextDouble())];
        double[] latitudes = [.. Enumerable.Range(0, 2000).Select(i => 20 * (i % 3) - 20 + 15 * random.NextDouble())];
        PhotoPartition[] partitions = [PhotoPartition.Build(longitudes, latitudes, 200, 20), PhotoPartition.Build(longitudes, latitudes, 700, 20)];
        var grid = NestedGrid.S2(4);
        double[] real = [0.8, 0.4];
        var classifier = new HierarchicalClassifier("tree", grid, partitions, HierarchicalReadOut.Marginal, real);
        const int photographs = 4000;
        float[] logits = [.. Enumerable.Range(0, photographs * classifier.InputCount).Select(_ => (float)(5 * random.NextDouble()))];
        int[] truths = [.. logits.Chunk(classifier.InputCount).Select(row => Draw([.. classifier.LogProbabilities(row).Select(Math.Exp)], random))];
        var fit = SourceCalibration.HeadWeights(classifier, logits, truths, TestContext.Current.CancellationToken);
        Assert.InRange(fit.Weights[0], 0.7, 0.9);
        Assert.InRange(fit.Weights[1], 0.3, 0.5);
        Assert.Throws<ArgumentException>(() => SourceCalibration.HeadWeights(classifier, logits, truths[1..], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_power_of_a_source_is_the_weight_of_its_maps()
    {
        var random = new Random(4);
        var grid = NestedGrid.Healpix(2);
        var prior = MapTests.Humps(grid, 1);
        // the source's maps are twice as sharp against the prior as the truth is
        DensityMap[] honest = [.. Enumerable.Range(0, 400).Select(seed => MapTests.Humps(grid, seed + 10))];
        DensityMap[] sharp = [.. honest.Select(map => DensityMap.FromLogDensities(
            grid, [.. Enumerable.Range(0, grid.Count).Select(cell => 2 * map.LogDensity(cell) - prior.LogDensity(cell))]))];
        var places = honest.Select(map => grid.CentreOf(Draw(map.Masses(), random))).ToArray();
        var queries = new MapQueries(prior, [prior], places, query => [sharp[query]]);
        var fit = WeightFit.Of(queries, penalty: 0, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(fit.Weights[0], 0.4, 0.6);
        // the objective is that of the pooled maps themselves
        var pooled = Enumerable.Range(0, 400).Average(query =>
        {
            var map = MapPool.LogLinear(prior, [sharp[query]], [prior], fit.Weights).Map;
            return Math.Log(map.Mass(queries.TruthOf(query)));
        });
        Assert.Equal(pooled, fit.LogMass, 1e-5);
        Assert.Throws<ArgumentException>(() => new MapQueries(prior, [], places, _ => []));
        Assert.Throws<ArgumentException>(() => new MapQueries(prior, [DensityMap.Uniform(NestedGrid.Healpix(1))], places, _ => []));
        Assert.ThrowsAny<Exception>(() => WeightFit.Of(new MapQueries(prior, [prior], places, _ => []), cancellationToken: TestContext.Current.CancellationToken));
    }
}
