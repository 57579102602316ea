using System.Security.Cryptography;
using GeoCore.Gdal;
using GeoCore.Imaging;
using RasterData.Generator.Layers;

namespace GeoCore.Tests.RasterData;

public class ManifestTests
{
    private const long LargestFile = 3_000_000;

    private static readonly Manifest s_manifest = Manifest.Read(ShippedRaster.Folder);

    public static TheoryData<string> Layers => [.. s_manifest.Layers.Select(layer => layer.Id)];

    [Fact]
    public void Every_file_is_listed_and_every_listed_file_is_there()
    {
        Assert.Equal(["elevation", "nightlights", "population"], s_manifest.Layers.Select(layer => layer.Id));
        Assert.Equal(Directory.GetFiles(ShippedRaster.Folder, "*.tif").Select(Path.GetFileName).Order(), s_manifest.Layers.Select(layer => layer.File).Order());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_hash_is_that_of_the_file_and_the_file_is_small(string id)
    {
        var layer = s_manifest.Layers.Single(layer => layer.Id == id);
        var bytes = File.ReadAllBytes(Path.Combine(ShippedRaster.Folder, layer.File));
        Assert.Equal(layer.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.InRange(bytes.Length, 100_000, LargestFile);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_manifest_says_what_the_recipe_says(string id)
    {
        var layer = s_manifest.Layers.Single(layer => layer.Id == id);
        var entry = Recipes.Of(id).Entry;
        Assert.Equal(entry with { Sha256 = layer.Sha256, Style = null }, layer with { Style = null });
        Assert.Equal(entry.Style?.Colormap, layer.Style?.Colormap);
        Assert.Equal(entry.Style?.Rescale, layer.Style?.Rescale);
        Assert.Equal((entry.Style?.Scale, entry.Style?.Unit), (layer.Style?.Scale, layer.Style?.Unit));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Nothing_is_left_unsaid(string id)
    {
        var layer = s_manifest.Layers.Single(layer => layer.Id == id);
        Assert.All([layer.Title, layer.Description, layer.Attribution, layer.Licence, layer.Source, layer.Generator], Assert.NotEmpty);
        Assert.True(layer.Licence is "CC-BY-4.0" or "Public domain");
        if (layer.Style is { } style)
        {
            Assert.True(Colormaps.TryGet(style.Colormap, out _));
            Assert.True(style.Rescale[0] < style.Rescale[1] && (style.Scale != "log" || style.Rescale[0] > 0));
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_file_is_a_cloud_optimized_geotiff_of_the_whole_earth(string id)
    {
        var path = Path.Combine(ShippedRaster.Folder, id + ".tif");
        using var raster = GdalRaster.Open(path);
        Assert.Equal("EPSG:4326", raster.Info.Crs.Identifier);
        Assert.Equal((-180, -90, 180, 90), (raster.Info.Envelope.MinX, raster.Info.Envelope.MinY, raster.Info.Envelope.MaxX, raster.Info.Envelope.MaxY));
        Assert.All(raster.Info.Levels.Take(3), level => Assert.Equal((512, 512), (level.BlockWidth, level.BlockHeight)));
        Assert.True(raster.Info.Levels.Count >= 4);
        // GDAL's COG driver states the order of the file in the bytes behind the header
        Assert.Contains("LAYOUT=IFDS_BEFORE_DATA", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(path), 0, 300), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_takes_the_place_of_its_predecessor()
    {
        var first = s_manifest.Layers[0];
        var changed = s_manifest.With(first with { Title = "Other" }).With(first with { Id = "added" });
        Assert.Equal(s_manifest.Layers.Count + 1, changed.Layers.Count);
        Assert.Equal("Other", changed.Layers.Single(layer => layer.Id == first.Id).Title);
        Assert.Equal(changed.Layers.OrderBy(layer => layer.Id, StringComparer.Ordinal), changed.Layers);
    }
}
