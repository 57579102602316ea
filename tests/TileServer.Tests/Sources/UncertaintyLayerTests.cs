using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Posterior;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Sources;

public sealed class UncertaintyLayerTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("uncertain").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Theory]
    [InlineData(OutputKind.Binary)]
    [InlineData(OutputKind.Categorical)]
    public void The_uncertainty_is_the_deviation_of_probabilities_whose_logits_are_drawn_from_the_posterior(OutputKind kind)
    {
        var artifact = Save(kind);
        using var layer = new EncoderLayer(new LayerDescription("random", "Random"), artifact);
        var random = new Random(1);
        foreach (var (longitude, latitude) in new[] { (12.0, 45.0), (-120, -30), (77, 3) })
        {
            var logits = new double[artifact.Card.Outputs.Count];
            var logVariance = new double[1];
            artifact.Encoder.Evaluate([longitude], [latitude], logits);
            artifact.Spread!.Evaluate([longitude], [latitude], logVariance);
            var winner = Array.IndexOf(logits, logits.Max());
            double sum = 0, squares = 0;
            const int draws = 40_000;
            for (var draw = 0; draw < draws; draw++)
            {
                var drawn = Draw(artifact.Posterior!, logits, Math.Exp(logVariance[0] / 2), random);
                var probability = kind == OutputKind.Binary
                    ? 1 / (1 + Math.Exp(-drawn[0]))
                    : Math.Exp(drawn[winner]) / drawn.Sum(Math.Exp);
                sum += probability / draws;
                squares += probability * probability / draws;
            }

            var value = layer.Query(longitude, latitude, Options("quantity=uncertainty")).Values[0]!.Value;
            Assert.InRange(value, 0.005, 0.5);

            // with several classes the odds are taken to first order in the logits
            Assert.Equal(Math.Sqrt(squares - (sum * sum)), value, kind == OutputKind.Binary ? 0.02 * value : 0.15 * value);
        }
    }

    [Theory]
    [InlineData(OutputKind.Binary)]
    [InlineData(OutputKind.Categorical)]
    public void An_adaptive_tile_of_uncertainty_is_the_exact_one_to_within_a_step_of_its_colours(OutputKind kind)
    {
        using var layer = new EncoderLayer(new LayerDescription("random", "Random"), Save(kind), onlyUncertainty: true);
        foreach (var tile in new TileIndex[] { new(0, 0, 0), new(3, 4, 2), new(7, 66, 44) })
        {
            var grid = TileMatrixSets.WebMercatorQuad.GetGrid(tile, 256);
            float[] adaptive = Values(layer, grid, ""), exact = Values(layer, grid, "exact=true");
            Assert.InRange(adaptive.Zip(exact, (a, b) => Math.Abs(a - b)).Max(), 0, 0.5 / 255);
            Assert.True(exact.Max() > exact.Min(), "one value everywhere shows nothing");
            Assert.All(exact, value => Assert.InRange(value, 0, 0.5f));
        }

        Assert.Equal([new ValueRange(0, 0.5)], layer.GetStyleDefaults(RenderOptions.Default).Ranges);
        Assert.False(layer.IsCategorical);
    }

    [Fact]
    public void A_folder_with_a_posterior_is_two_layers()
    {
        Save(OutputKind.Categorical);
        RandomEncoders.Save(Path.Combine(_home, "plain"), OutputKind.Binary);
        using var catalogue = FolderCatalogue.Load([_home], new LayerOpeners(_ => throw new RasterException("none")));
        Assert.Empty(catalogue.Failures);
        Assert.Equal(["field", "field-uncertainty", "plain"], catalogue.Layers.Select(layer => layer.Id));
        Assert.Equal(["class", "probability", "uncertainty"], catalogue.Layers[0].Quantities);
        Assert.Equal(["uncertainty"], catalogue.Layers[1].Quantities);
        Assert.Contains("50 places", catalogue.Layers[1].Description.Description, StringComparison.Ordinal);
        Assert.NotEqual(catalogue.Layers[0].Version, catalogue.Layers[1].Version);
        Assert.Equal(
            catalogue.Layers[0].Query(5, 6, Options("quantity=uncertainty")).Values, catalogue.Layers[1].Query(5, 6, RenderOptions.Default).Values);
        using var single = FolderCatalogue.Load([Path.Combine(_home, "field")], new LayerOpeners(_ => throw new RasterException("none")));
        Assert.Equal(2, single.Layers.Count);
    }

    [Fact]
    public void Without_a_posterior_uncertainty_is_refused_by_name()
    {
        using var plain = RandomEncoders.Layer(OutputKind.Binary);
        Assert.Equal("quantity", Assert.Throws<OptionException>(() => plain.SelectBands(Options("quantity=uncertainty"))).Parameter);
        Assert.Throws<ArgumentException>(() => new EncoderLayer(new LayerDescription("random", "Random"), RandomEncoders.Create(OutputKind.Binary), onlyUncertainty: true));
        using var layer = new EncoderLayer(new LayerDescription("random", "Random"), Save(OutputKind.Categorical));
        Assert.Equal("class", Assert.Throws<OptionException>(() => layer.SelectBands(Options("class=1&quantity=uncertainty"))).Parameter);
    }

    [Fact]
    public void Polar_maps_which_are_evaluated_pixel_by_pixel_have_uncertainties_too()
    {
        using var layer = new EncoderLayer(new LayerDescription("random", "Random"), Save(OutputKind.Binary), onlyUncertainty: true);
        var grid = TileMatrixSets.UpsArcticWgs84Quad.GetGrid(new TileIndex(2, 1, 1), 64);
        Assert.All(Values(layer, grid, "exact=true"), value => Assert.InRange(value, 0, 0.5f));
    }

    private static RenderOptions Options(string canonical) => RenderOptionsReader.ReadCanonical(canonical);

    private static float[] Values(Layer layer, PixelGrid grid, string canonical)
    {
        var values = new PixelBuffer<float>(1, grid.Width, grid.Height);
        layer.Render(grid, Options(canonical), values, CancellationToken.None);
        return values.Values.ToArray();
    }

    /// <summary>Logits moved by the spread of the place times a draw from N(0, C), where C is Σ v vᵀ of its columns' factor.</summary>
    private static double[] Draw(LastLayerPosterior posterior, double[] logits, double deviation, Random random)
    {
        var count = logits.Length;
        var factor = new double[count, count];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = posterior.Classes[(row * count) + column];
                for (var k = 0; k < column; k++)
                    rest -= factor[row, k] * factor[column, k];
                factor[row, column] = row == column ? Math.Sqrt(Math.Max(rest, 0)) : factor[column, column] > 1e-6 ? rest / factor[column, column] : 0;
            }
        }

        double[] normal = [.. logits.Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        return [.. logits.Select((logit, row) => logit + (deviation * Enumerable.Range(0, row + 1).Sum(k => factor[row, k] * normal[k])))];
    }

    private LocationEncoderArtifact Save(OutputKind kind)
    {
        var folder = Path.Combine(_home, "field");
        var plain = RandomEncoders.Save(folder, kind);
        var random = new Random(3);
        double[] longitudes = [.. Enumerable.Range(0, 50).Select(_ => (360 * random.NextDouble()) - 180)], latitudes = [.. longitudes.Select(_ => (180 * random.NextDouble()) - 90)];
        var places = new WeightedPlaces(longitudes, latitudes, [.. longitudes.Select(_ => random.Next(2))], [.. longitudes.Select(_ => 1.0)]);
        var choice = new PosteriorSearch(plain.Encoder).Run(places, places, TestContext.Current.CancellationToken);
        return LocationEncoderArtifact.SavePosterior(folder, new PosteriorCard(choice.PriorPrecision, places.Count), choice.Posterior);
    }
}
