using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tests.Imaging;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

/// <summary>What a legend says is what a tile shows (T-13), and nodata stays nodata (T-06).</summary>
public sealed class ColorTests
{
    private const int Edge = 256;

    private readonly TileRenderer _renderer = new(TileEncoders.Default, TimeProvider.System);

    private static PixelGrid Grid(int z = 2, int x = 1, int y = 1) => TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(z, x, y), Edge);

    private static RenderOptions Options(string canonical) => RenderOptionsReader.ReadCanonical(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("colormap=magma_r&rescale=60,120")]
    [InlineData("rescale=1,180&scale=log")]
    [InlineData("rescale=0,200&scale=sqrt")]
    [InlineData("gamma=2.5&opacity=0.5")]
    [InlineData("bgcolor=ff0000&threshold=90")]
    public void The_legend_has_the_colours_of_the_tile(string canonical)
    {
        using var layer = PipelineLayers.Create("holes");
        var options = Options(canonical);
        var colors = Pixels(layer, options);
        var values = Values(layer, options);
        var scale = PipelineLayers.ScaleOf(layer, options);
        Assert.Equal(values.Length, colors.Length);
        Assert.DoesNotContain(Enumerable.Range(0, colors.Length), i => scale.ColorOf(values[i]) != colors[i]);
        Assert.All(Legend.Entries(scale, 20, true), entry => Assert.Equal(scale.ColorOf(entry.Value ?? double.NaN), entry.Color));
    }

    [Fact]
    public void Classes_have_the_colours_and_names_of_the_file()
    {
        using var layer = PipelineLayers.Create("classes");
        var entries = Legend.Entries(PipelineLayers.ScaleOf(layer, RenderOptions.Default));
        Assert.Equal(["wood", "town", "water"], entries.Select(entry => entry.Label));
        Assert.Equal(PipelineLayers.Palette[1..], entries.Select(entry => entry.Color));
        Assert.Subset(PipelineLayers.Palette.ToHashSet(), Pixels(layer, RenderOptions.Default).ToHashSet());
        Assert.True(layer.IsCategorical);
    }

    [Fact]
    public void A_point_and_a_tile_and_the_legend_agree_on_a_class()
    {
        using var layer = PipelineLayers.Create("classes");
        var grid = Grid(6, 33, 21);
        var (longitude, latitude) = grid.Crs.ToGeographic(grid.CentreX(100), grid.CentreY(60));
        var point = layer.Query(longitude, latitude, RenderOptions.Default);
        var color = PipelineLayers.ScaleOf(layer, RenderOptions.Default).ColorOf(point.Values[0]!.Value);
        Assert.Equal(color, Pixels(layer, RenderOptions.Default, grid)[(60 * Edge) + 100]);
        Assert.Equal(new[] { "wood", "town", "water" }[(int)point.Values[0]!.Value - 1], point.Labels[0]);
    }

    [Fact]
    public void A_picture_keeps_its_bytes()
    {
        using var layer = PipelineLayers.Create("picture");
        var options = Options("resampling=nearest");
        var values = new PixelBuffer<float>(3, Edge, Edge);
        layer.Render(Grid(), options, values, CancellationToken.None);
        var colors = Pixels(layer, options);
        Assert.DoesNotContain(
            Enumerable.Range(0, colors.Length),
            i => PackedColor.Pack((int)values.Band(0)[i], (int)values.Band(1)[i], (int)values.Band(2)[i]) != colors[i]);
        Assert.False(layer.IsStylable);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nearest")]
    [InlineData("bilinear")]
    [InlineData("cubic")]
    [InlineData("average")]
    public void A_constant_field_keeps_its_colour_beside_holes(string? resampling)
    {
        using var layer = new RasterLayer(
            new LayerDescription("holes", "Holes"),
            MemoryRaster.OfWorld(720, 360, (column, row, _) => column % 5 == 0 && row % 3 == 0 ? -1 : 42, [MemoryRaster.Band(noData: -1)]));
        var options = Options("rescale=0,100" + (resampling is null ? "" : $"&resampling={resampling}"));
        var constant = PipelineLayers.ScaleOf(layer, options).ColorOf(42);
        foreach (var z in new[] { 1, 2, 4 })
        {
            var colors = Pixels(layer, options, Grid(z, 0, 0));
            Assert.DoesNotContain(colors, color => color != constant && color != PackedColor.Transparent);
            Assert.Contains(constant, colors);
        }

        Assert.Contains(PackedColor.Transparent, Pixels(layer, options, Grid(4, 3, 5)));
    }

    [Fact]
    public void A_nodata_value_of_the_request_is_transparent_too()
    {
        using var layer = PipelineLayers.Create("classes");
        var colors = Pixels(layer, Options("nodata=2"));
        Assert.DoesNotContain(PipelineLayers.Palette[2], colors);
        Assert.Contains(PackedColor.Transparent, colors);
        var values = new NpyFile(_renderer.Render(layer, Grid(), Options("nodata=2"), TileFormat.Npy, CancellationToken.None).Tile.Body);
        Assert.Equal(("|u1", 2), (values.Type, values.Shape[0]));
        var (cells, mask) = (values.Plane<byte>(0), values.Plane<byte>(1));
        Assert.DoesNotContain(Enumerable.Range(0, cells.Length), i => mask[i] != (cells[i] == 0 ? 0 : 255));
    }

    [Fact]
    public void A_one_band_tile_is_an_indexed_png_and_a_picture_is_not()
    {
        using var amount = PipelineLayers.Create("amount");
        using var picture = PipelineLayers.Create("picture");
        Assert.Equal(3, PngStructure.Read(Png(amount, RenderOptions.Default, Grid())).ColorType);
        Assert.Equal(2, PngStructure.Read(Png(picture, RenderOptions.Default, Grid())).ColorType);
    }

    [Theory]
    [InlineData("amount", "bidx=2", "bidx")]
    [InlineData("amount", "quantity=probability", "quantity")]
    [InlineData("amount", "class=1", "class")]
    [InlineData("amount", "rescale=0,1,0,1", "rescale")]
    [InlineData("amount", "rescale=-1,1&scale=log", "rescale")]
    [InlineData("picture", "colormap=magma", "colormap")]
    [InlineData("picture", "bidx=1,2", "bidx")]
    [InlineData("picture", "scale=log", "scale")]
    [InlineData("picture", "threshold=3", "threshold")]
    public void Options_that_do_not_fit_the_layer_are_refused_by_name(string name, string canonical, string parameter)
    {
        using var layer = PipelineLayers.Create(name);
        var fault = Assert.Throws<OptionException>(() => Png(layer, Options(canonical), Grid()));
        Assert.Equal(parameter, fault.Parameter);
    }

    private byte[] Png(Layer layer, RenderOptions options, PixelGrid grid) =>
        _renderer.Render(layer, grid, options, TileFormat.Png, TestContext.Current.CancellationToken).Tile.Body;

    private uint[] Pixels(Layer layer, RenderOptions options, PixelGrid? grid = null) =>
        DecodedImage.Read(Png(layer, options, grid ?? Grid())).Pixels;

    private static float[] Values(Layer layer, RenderOptions options)
    {
        var values = new PixelBuffer<float>(1, Edge, Edge);
        layer.Render(Grid(), options, values, CancellationToken.None);
        return values.Values.ToArray();
    }
}
