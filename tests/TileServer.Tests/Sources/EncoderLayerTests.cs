using GeoCore.Encoding;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

public sealed class EncoderLayerTests
{
    private const int Edge = 64;

    private static RenderOptions Options(string canonical) => RenderOptionsReader.ReadCanonical(canonical);

    private static float[] Values(Layer layer, PixelGrid grid, string canonical = "")
    {
        var values = new PixelBuffer<float>(layer.SelectBands(Options(canonical)).Count, grid.Width, grid.Height);
        layer.Render(grid, Options(canonical), values, CancellationToken.None);
        return values.Values.ToArray();
    }

    /// <summary>Logits of a pixel's centre in double precision, by the slow way.</summary>
    private static double[] Logits(EncoderLayer layer, OutputKind kind, PixelGrid grid, int pixel)
    {
        var encoder = RandomEncoders.Create(kind).Encoder;
        var (longitude, latitude) = grid.Crs.ToGeographic(grid.CentreX(pixel % grid.Width), grid.CentreY(pixel / grid.Width));
        var logits = new double[layer.Card.Outputs.Count];
        encoder.Evaluate([longitude], [latitude], logits);
        return logits;
    }

    [Fact]
    public void A_binary_encoder_gives_the_probability()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Binary);
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(3, 4, 2), Edge);
        var values = Values(layer, grid, "exact=true");
        for (var pixel = 0; pixel < values.Length; pixel += 97)
            Assert.Equal(1 / (1 + Math.Exp(-Logits(layer, OutputKind.Binary, grid, pixel)[0])), values[pixel], 1e-5);
        Assert.Equal(["probability"], layer.Quantities);
        Assert.Equal([new ValueRange(0, 1)], layer.GetStyleDefaults(RenderOptions.Default).Ranges);
    }

    [Fact]
    public void A_categorical_encoder_gives_the_code_of_the_largest_logit()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Categorical);
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(0, 0, 0), Edge);
        var values = Values(layer, grid);
        for (var pixel = 0; pixel < values.Length; pixel += 97)
        {
            var logits = Logits(layer, OutputKind.Categorical, grid, pixel);
            Assert.Equal(RandomEncoders.Classes[Array.IndexOf(logits, logits.Max())].Value, values[pixel]);
        }

        Assert.True(values.Distinct().Count() > 1, "one class everywhere shows nothing");
        Assert.Equal(RasterDataType.Byte, layer.Bands[0].DataType);
    }

    [Fact]
    public void The_probabilities_of_all_classes_add_up_to_one()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Categorical);
        var grid = TileMatrixSets.WorldCrs84Quad.GetGrid(new TileIndex(1, 1, 1), Edge);
        var planes = RandomEncoders.Classes.Select(known => Values(layer, grid, $"class={known.Value}&exact=true&quantity=probability")).ToArray();
        for (var pixel = 0; pixel < planes[0].Length; pixel += 13)
        {
            Assert.Equal(1, planes.Sum(plane => plane[pixel]), 1e-5);
            var logits = Logits(layer, OutputKind.Categorical, grid, pixel);
            Assert.Equal(Math.Exp(logits[2]) / logits.Sum(Math.Exp), planes[2][pixel], 1e-5);
        }
    }

    [Fact]
    public void A_regression_gives_its_values_and_their_own_range()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Regression);
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(1, 0, 0), Edge);
        var values = Values(layer, grid, "bidx=2&exact=true");
        for (var pixel = 0; pixel < values.Length; pixel += 97)
            Assert.Equal(Logits(layer, OutputKind.Regression, grid, pixel)[1], values[pixel], 1e-4);
        Assert.Equal(["°C", "mm"], layer.Bands.Select(band => band.Unit));
        var statistics = layer.GetStatistics(2);
        Assert.Equal([new ValueRange(statistics.Percentile2, statistics.Percentile98)], layer.GetStyleDefaults(Options("bidx=2")).Ranges);
        Assert.True(statistics.Minimum < statistics.Maximum);
    }

    [Theory]
    [InlineData(OutputKind.Binary, "", 1.0 / 255)]
    [InlineData(OutputKind.Binary, "rescale=0.2,0.3", 0.1 / 255)]
    [InlineData(OutputKind.Binary, "rescale=0.01,1&scale=log", 0.01 * 0.0183)]
    [InlineData(OutputKind.Categorical, "class=4&quantity=probability", 1.0 / 255)]
    [InlineData(OutputKind.Categorical, "", 0)]
    public void An_adaptive_tile_is_the_exact_one_to_within_a_step_of_its_colours(OutputKind kind, string canonical, double step)
    {
        using var layer = RandomEncoders.Layer(kind);
        foreach (var tile in new TileIndex[] { new(0, 0, 0), new(3, 4, 2), new(7, 66, 44) })
        {
            var grid = TileMatrixSets.WebMercatorQuad.GetGrid(tile, 256);
            var adaptive = Values(layer, grid, canonical);
            var exact = Values(layer, grid, canonical.Length == 0 ? "exact=true" : $"exact=true&{canonical}");
            Assert.InRange(adaptive.Zip(exact, (a, b) => Math.Abs(a - b)).Max(), 0, step);
        }
    }

    [Fact]
    public void Legend_and_point_take_colours_and_labels_from_the_card()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Categorical);
        var entries = Legend.Entries(PipelineLayers.ScaleOf(layer, RenderOptions.Default));
        Assert.Equal(["Rainforest", "Desert", "et"], entries.Select(entry => entry.Label));
        Assert.Equal([PackedColor.Pack(0, 0, 254), PackedColor.Pack(254, 0, 0)], entries.Take(2).Select(entry => entry.Color));
        var point = layer.Query(12, 45, RenderOptions.Default);
        Assert.True(point.IsInside);
        Assert.Equal(entries.Single(entry => entry.Value == point.Values[0]).Label, point.Labels[0]);
        var probability = layer.Query(12, 45, Options($"class={point.Values[0]}&quantity=probability"));
        Assert.InRange(probability.Values[0]!.Value, 1.0 / 3, 1);
        Assert.Null(probability.Labels[0]);
    }

    [Theory]
    [InlineData(OutputKind.Binary, "quantity=class", "quantity")]
    [InlineData(OutputKind.Binary, "class=1", "class")]
    [InlineData(OutputKind.Binary, "bidx=2", "bidx")]
    [InlineData(OutputKind.Categorical, "quantity=probability", "class")]
    [InlineData(OutputKind.Categorical, "class=2&quantity=probability", "class")]
    [InlineData(OutputKind.Categorical, "class=1", "class")]
    [InlineData(OutputKind.Regression, "bidx=3", "bidx")]
    public void What_an_encoder_does_not_have_is_refused_by_name(OutputKind kind, string canonical, string parameter)
    {
        using var layer = RandomEncoders.Layer(kind);
        Assert.Equal(parameter, Assert.Throws<OptionException>(() => layer.SelectBands(Options(canonical))).Parameter);
    }

    [Fact]
    public void Pixels_of_polar_maps_are_evaluated_one_by_one()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Binary);
        var grid = TileMatrixSets.UpsArcticWgs84Quad.GetGrid(new TileIndex(2, 1, 1), Edge);
        var values = Values(layer, grid, "exact=true");
        for (var pixel = 0; pixel < values.Length; pixel += 397)
            Assert.Equal(1 / (1 + Math.Exp(-Logits(layer, OutputKind.Binary, grid, pixel)[0])), values[pixel], 1e-5);
    }

    [Fact]
    public void Artifact_folders_are_layers_and_damaged_ones_are_explained()
    {
        var folder = Directory.CreateTempSubdirectory("published");
        try
        {
            RandomEncoders.Save(Path.Combine(folder.FullName, "land"), OutputKind.Binary);
            RandomEncoders.Save(Path.Combine(folder.FullName, "koppen"), OutputKind.Categorical);
            RandomEncoders.Save(Path.Combine(folder.FullName, ".land.old"), OutputKind.Binary);
            var weights = Path.Combine(folder.FullName, "koppen", "weights.safetensors");
            var bytes = File.ReadAllBytes(weights);
            bytes[^1] ^= 1;
            File.WriteAllBytes(weights, bytes);
            using var catalogue = FolderCatalogue.Load([folder.FullName], new LayerOpeners(_ => throw new RasterException("none")));
            Assert.Equal(["land"], catalogue.Layers.Select(layer => layer.Id));
            Assert.Equal(("Random weights", "Nobody"), (catalogue.Layers[0].Description.Title, catalogue.Layers[0].Description.Attribution));
            var failure = Assert.Single(catalogue.Failures);
            Assert.Equal("koppen", failure.Id);
            Assert.Contains("SHA-256", failure.Reason, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task Eight_threads_and_one_give_the_same_tiles()
    {
        using var layer = RandomEncoders.Layer(OutputKind.Categorical);
        var requests = Enumerable.Range(0, 16).Select(
            i => new TileRequest(layer, TileMatrixSets.WebMercatorQuad, new TileIndex(2, i % 4, i / 4), Edge, TileFormat.Npy, RenderOptions.Default)).ToArray();
        var together = new TileService(TileEncoders.Default, new TileServiceOptions { CacheBytes = 0, Renderings = 8 });
        var tiles = await Task.WhenAll(requests.Select(request => together.GetTileAsync(request, TestContext.Current.CancellationToken).AsTask()));
        var alone = new TileService(TileEncoders.Default, new TileServiceOptions { CacheBytes = 0, Renderings = 1 });
        for (var i = requests.Length - 1; i >= 0; i--)
            Assert.True((await alone.GetTileAsync(requests[i], TestContext.Current.CancellationToken)).Body.Span.SequenceEqual(tiles[i].Body.Span));
    }
}
