using CsCheck;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Tests.Evaluation;
using GeoCore.Tests.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Sources;

public class RetrievalTests
{
    private const int Width = 12;

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }

    internal static GalleryPlaces Places(int count, int seed)
    {
        var random = new Random(seed);
        return new GalleryPlaces(
            [.. Enumerable.Range(0, count).Select(_ => 360 * random.NextDouble() - 180)],
            [.. Enumerable.Range(0, count).Select(_ => double.RadiansToDegrees(Math.Asin(2 * random.NextDouble() - 1)))]);
    }

    /// <summary>Smooth waves over the sphere.</summary>
    private sealed class Waves : ILocationBranch
    {
        public int Width => RetrievalTests.Width;

        public void Embed(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> embeddings)
        {
            for (var i = 0; i < longitudes.Length; i++)
            {
                var place = UnitVector.Of(longitudes[i], latitudes[i]);
                for (var k = 0; k < Width; k++)
                {
                    embeddings[i * Width + k] = (float)Math.Cos(k % 4 + (1 + k / 3) * (place.X * Math.Cos(k) + place.Y * Math.Sin(k) + place.Z * Math.Cos(2 * k)));
                }
            }
        }
    }

    [Fact]
    public void Projection_and_features_are_the_golden_ones()
    {
        var golden = GoldenRecall.File("geoclip_location_front.json");
        double[] matrix = [.. golden.GetProperty("b").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(number => number.GetDouble()))];
        var front = new EqualEarthFeatures(matrix);
        var places = golden.GetProperty("latlon_deg").EnumerateArray().ToArray();
        Assert.Equal(9, places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            double latitude = places[i][0].GetDouble(), longitude = places[i][1].GetDouble();
            var (x, y) = EqualEarthFeatures.Project(longitude, latitude);
            var projected = golden.GetProperty("projected_xy")[i];
            Assert.Equal(projected[0].GetDouble(), x, 1e-12);
            Assert.Equal(projected[1].GetDouble(), y, 1e-12);
            double[] features = new double[front.Dimension];
            front.Encode([longitude], [latitude], features);
            Assert.Equal(golden.GetProperty("fourier_cos_then_sin")[i].EnumerateArray().Select(number => number.GetDouble()), features, (a, b) => Math.Abs(a - b) < 1e-12);
        }

        Assert.Equal(golden.Number("published_logit_scale_exp"), Math.Exp(golden.Number("published_logit_scale_parameter")), 1e-12);
        Assert.Throws<ArgumentException>(() => new EqualEarthFeatures([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => front.Encode([0], [0], new double[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => front.Encode([0], [91], new double[6]));
        float[] rounded = new float[12];
        double[] exact = new double[12];
        front.Encode([20.0, 560], [50.0, -30], exact);
        front.Encode([20.0, 560], [50.0, -30], rounded);
        Assert.Equal(exact.Select(x => (float)x), rounded);
        var features6 = new double[6];
        front.Encode([200.0 - 360], [-30.0], features6);
        Assert.Equal(features6, exact[6..], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_location_encoder_of_several_networks_is_the_sum_of_their_layers()
    {
        var random = new Random(12);
        double[] Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * (2 * random.NextDouble() - 1))];
        FourierCapsule Capsule(double sigma) => new(
            Numbers(2 * 20, sigma), [24, 24, 16], [Numbers(24 * 40, 0.3), Numbers(24 * 24, 0.3), Numbers(16 * 24, 0.3)], [Numbers(24, 0.1), Numbers(24, 0.1), Numbers(16, 0.1)]);
        FourierCapsule[] capsules = [Capsule(1), Capsule(16), Capsule(256)];
        var branch = new FourierBranch(capsules);
        Assert.Equal(16, branch.Width);
        var places = Places(100, 9);
        var found = new float[100 * 16];
        branch.Embed([.. places.Longitudes], [.. places.Latitudes], found);
        for (var place = 0; place < 100; place++)
        {
            var sum = new double[16];
            foreach (var capsule in capsules)
            {
                var values = new double[40];
                new EqualEarthFeatures(capsule.Frequencies).Encode([places.Longitudes[place]], [places.Latitudes[place]], values);
                for (var layer = 0; layer < 3; layer++)
                {
                    var (inputs, width) = (values.Length, capsule.Widths[layer]);
                    values = [.. Enumerable.Range(0, width).Select(i => capsule.Biases[layer][i] + Enumerable.Range(0, inputs).Sum(j => capsule.Weights[layer][i * inputs + j] * values[j]))];
                    values = layer < 2 ? [.. values.Select(x => Math.Max(0, x))] : values;
                }

                sum = [.. sum.Zip(values, (a, b) => a + b)];
            }

            Assert.Equal(sum, found.AsSpan(place * 16, 16).ToArray().Select(x => (double)x), (a, b) => Math.Abs(a - b) < 1e-5);
        }

        Assert.Throws<ArgumentException>(() => new FourierBranch([]));
        Assert.Throws<ArgumentException>(() => new FourierBranch([Capsule(1) with { Widths = [24, 24, 17] }]));
    }

    [Fact]
    public void Neighbours_are_those_of_a_full_search()
    {
        var places = Places(400, 3);
        // some places twice
        var twice = new GalleryPlaces([.. places.Longitudes, .. places.Longitudes.Take(50)], [.. places.Latitudes, .. places.Latitudes.Take(50)]);
        foreach (var k in new[] { 1, 2, 8, 100, 1000 })
        {
            var found = twice.DistancesToNeighbour(k);
            Assert.All(Enumerable.Range(0, twice.Count), i =>
            {
                var expected = Enumerable.Range(0, twice.Count).Where(j => j != i)
                    .Select(j => GreatCircle.DistanceKm(twice.Longitudes[i], twice.Latitudes[i], twice.Longitudes[j], twice.Latitudes[j])).Order().ElementAt(Math.Min(k, twice.Count - 1) - 1);
                Assert.Equal(expected, found[i], 1e-3);
            });
        }

        Assert.Equal(0, twice.DistancesToNeighbour(1)[10], 1e-9);
        Assert.Equal(Math.PI * Wgs84.MeanRadiusKm, new GalleryPlaces([1], [2]).DistancesToNeighbour(8)[0], 1e-6);
    }

    [Fact]
    public void Bandwidths_follow_the_neighbours_within_limits()
    {
        var places = Places(2000, 8);
        var rule = new BandwidthRule(8, 300, 500);
        Assert.All(rule.Of(places).Zip(places.DistancesToNeighbour(8)), pair => Assert.Equal(Math.Clamp(pair.Second, 300, 500), pair.First));
        Assert.Equal((8, 2.0, 200.0), (BandwidthRule.Default.Neighbour, BandwidthRule.Default.LeastKm, BandwidthRule.Default.MostKm));
        Assert.Throws<ArgumentException>(() => new BandwidthRule(8, 5, 2).Of(places));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BandwidthRule(0).Of(places));
    }

    [Theory]
    [InlineData(50.0)]
    [InlineData(80.0)]
    [InlineData(200.0)]
    public void Kernels_of_50_km_and_more_have_mass_one_on_healpix_8(double bandwidth)
    {
        var places = Places(20, 4);
        var map = GalleryDensity.Spread(
            NestedGrid.Healpix(8), places, Enumerable.Repeat(bandwidth, places.Count).ToArray(), Enumerable.Repeat(1.0 / places.Count, places.Count).ToArray(),
            TestContext.Current.CancellationToken);
        Assert.InRange(Math.Abs(map.MassError), 0, 1e-3);
        Assert.NotEqual(0, map.MassError);
        Assert.Equal(1, map.Map.Masses().Sum(), 1e-12);
    }

    [Fact]
    public void Spreading_agrees_with_the_sum_of_all_kernels()
    {
        var grid = NestedGrid.Healpix(4);
        var places = Places(60, 6);
        double[] bandwidths = [.. Enumerable.Range(0, places.Count).Select(i => 600.0 + 20 * i)], weights = [.. Enumerable.Range(1, places.Count).Select(i => (double)i)];
        var map = GalleryDensity.Spread(grid, places, bandwidths, weights, TestContext.Current.CancellationToken).Map;
        Assert.All(Enumerable.Range(0, grid.Count), cell =>
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            var expected = Enumerable.Range(0, places.Count).Sum(i => weights[i] / weights.Sum() * Math.Exp(new VonMisesFisherKernel(bandwidths[i])
                .LogDensity(UnitVector.Of(longitude, latitude).SquaredChord(UnitVector.Of(places.Longitudes[i], places.Latitudes[i])))));
            Assert.Equal(expected, Math.Exp(map.LogDensity(cell)), 1e-2 * expected + 1e-15);
        });
    }

    [Fact]
    public void A_field_over_the_gallerys_counts_is_the_count_of_the_gallery()
    {
        // at the centres of cells, some cells several times
        var grid = NestedGrid.Healpix(3);
        var random = new Random(2);
        int[] cells = [.. Enumerable.Range(0, 900).Select(_ => random.Next(grid.Count))];
        var places = new GalleryPlaces(cells.Select(cell => grid.CentreOf(cell).Longitude), cells.Select(cell => grid.CentreOf(cell).Latitude));
        var ofCells = Embeddings.OfCells(grid, new Waves(), TestContext.Current.CancellationToken);
        var rows = new float[places.Count * Width];
        new Waves().Embed([.. places.Longitudes], [.. places.Latitudes], rows);
        const double scale = 39.687441529941275;
        var count = new RetrievalGallery("count", grid, places, new Embeddings(Width, rows), scale, RetrievalMode.GalleryCount);
        var counts = new double[grid.Count];
        foreach (var cell in cells)
        {
            counts[cell]++;
        }

        var field = new RetrievalField("field", DensityMap.FromMasses(grid, counts), ofCells, scale);
        for (var seed = 0; seed < 5; seed++)
        {
            var image = Numbers(Width, seed);
            var (expected, found) = (count.Evaluate(image, TestContext.Current.CancellationToken), field.Evaluate(image, TestContext.Current.CancellationToken));
            Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(expected.Mass(cell), found.Mass(cell), 1e-5 * expected.Mass(cell)));
        }

        Assert.Equal(count.TrainingPrior.Masses(), field.TrainingPrior.Masses(), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void A_gallery_answers_with_the_softmax_of_its_cosines()
    {
        var grid = NestedGrid.Healpix(2);
        var places = Places(40, 1);
        var rows = Numbers(40 * Width, 7);
        var source = new RetrievalGallery("gallery", grid, places, new Embeddings(Width, rows), 10, RetrievalMode.GalleryCount);
        var image = Numbers(Width, 99);
        double Norm(IEnumerable<float> row) => Math.Sqrt(row.Sum(x => (double)x * x));
        double[] cosines = [.. rows.Chunk(Width).Select(row => row.Zip(image, (a, b) => (double)a * b).Sum() / Norm(row) / Norm(image))];
        var total = cosines.Sum(cosine => Math.Exp(10 * cosine));
        Assert.Equal(cosines.Select(cosine => Math.Exp(10 * cosine) / total), source.Probabilities(image), (a, b) => Math.Abs(a - b) < 1e-6);
        var map = source.Evaluate(image, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, grid.Count), cell => Assert.Equal(
            Enumerable.Range(0, 40).Where(i => grid.CellAt(places.Longitudes[i], places.Latitudes[i]) == cell).Sum(i => Math.Exp(10 * cosines[i]) / total), map.Mass(cell), 1e-6));
        var wide = new RetrievalGallery("gallery", grid, places, new Embeddings(Width, rows), 10);
        Assert.Equal(RetrievalMode.GalleryKde, wide.Mode);
        Assert.True(wide.Evaluate(image, TestContext.Current.CancellationToken).Values.ToArray().Count(float.IsFinite) >= map.Values.ToArray().Count(float.IsFinite));
    }

    [Fact]
    public void A_first_look_at_large_cells_changes_little_where_the_mass_is()
    {
        var fine = NestedGrid.Healpix(5);
        var coarse = NestedGrid.Healpix(3);
        var cells = Embeddings.OfCells(fine, new Waves(), TestContext.Current.CancellationToken);
        var large = Embeddings.OfCells(coarse, new Waves(), TestContext.Current.CancellationToken);
        var prior = DensityMap.Uniform(fine);
        var full = new RetrievalField("full", prior, cells, 60);
        Gen.Int[0, 1000].Sample(seed =>
        {
            double[] Masses(RetrievalField field) => field.Evaluate(Numbers(Width, seed)).Masses();
            double[] exact = Masses(full), all = Masses(new RetrievalField("all", prior, cells, 60, new CoarseField(coarse, large, 1))), some = Masses(new RetrievalField("some", prior, cells, 60, new CoarseField(coarse, large, 0.3)));
            return all.SequenceEqual(exact) && exact.Zip(some, (a, b) => Math.Abs(a - b)).Sum() / 2 < 0.05 && !some.SequenceEqual(exact);
        }, iter: 20);
        Assert.Throws<ArgumentException>(() => new RetrievalField("x", prior, cells, 60, new CoarseField(NestedGrid.S2(2), new Embeddings(Width, Numbers(96 * Width, 1)))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CoarseField(coarse, large, 0));
    }

    [Fact]
    public void Places_in_no_cell_make_the_residual()
    {
        var grid = GridTests.Of("sparse");
        var places = Places(300, 5);
        var map = GalleryDensity.Count(grid, places, Enumerable.Repeat(1.0, 300).ToArray());
        Assert.Equal(Enumerable.Range(0, 300).Count(i => grid.CellAt(places.Longitudes[i], places.Latitudes[i]) < 0) / 300.0, map.ResidualMass, 1e-12);
        Assert.True(map.ResidualMass > 0);
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        var grid = NestedGrid.Healpix(1);
        var places = Places(4, 1);
        var rows = new Embeddings(2, [1, 0, 0, 1, 1, 1, -1, 1]);
        var source = new RetrievalGallery("g", grid, places, rows, 5);
        Assert.Throws<ArgumentException>(() => source.Evaluate([1], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => source.Evaluate([1, float.NaN], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => source.Evaluate([0, 0], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => new Embeddings(2, [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => new Embeddings(2, [1, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new RetrievalGallery("g", grid, Places(3, 1), rows, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalGallery("g", grid, places, rows, 0));
        Assert.Throws<ArgumentException>(() => new RetrievalField("f", DensityMap.Uniform(grid), rows, 5));
        Assert.Throws<ArgumentException>(() => new GalleryPlaces([1], []));
        Assert.Throws<ArgumentException>(() => GalleryDensity.Count(grid, places, [1, 1, 1]));
        Assert.Throws<ArgumentException>(() => GalleryDensity.Count(grid, places, [0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => GalleryDensity.Spread(grid, places, [1, 1, 1], [1, 1, 1, 1], TestContext.Current.CancellationToken));
    }
}
