using System.Text;
using GeoCore.Raster;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Sources;

public sealed class FolderCatalogueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("catalogue");

    public void Dispose() => _folder.Delete(true);

    private static MemoryRaster Open(string path) => File.ReadAllText(path) == "broken"
        ? throw new RasterException($"{Path.GetFileName(path)} is not recognised as a raster.")
        : MemoryRaster.OfWorld(36, 18, (column, row, _) => column + row, digest: path);

    private LayerCatalogue Load(Func<string, string, Layer>? loadArtifact = null) =>
        FolderCatalogue.Load([_folder.FullName], new LayerOpeners(Open, loadArtifact));

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.UTF8);
    }

    [Fact]
    public void Every_geotiff_and_artifact_is_a_layer_and_other_files_are_not()
    {
        Write("b.tif", "");
        Write("A.TIFF", "");
        Write("notes.txt", "");
        Write("land.v1/card.json", "{}");
        Write("other/readme.md", "");
        var loaded = new List<string>();
        using var catalogue = Load((path, id) =>
        {
            loaded.Add(Path.GetFileName(path));
            return new RasterLayer(new LayerDescription(id, id), MemoryRaster.OfWorld(4, 2, (_, _, _) => 0));
        });
        Assert.Equal(["a", "b", "land-v1"], catalogue.Layers.Select(layer => layer.Id));
        Assert.Equal(["land.v1"], loaded);
        Assert.Empty(catalogue.Failures);
    }

    [Fact]
    public void A_broken_file_is_named_with_its_reason_and_stops_no_other()
    {
        Write("bad.tif", "broken");
        Write("good.tif", "");
        Write("model/card.json", "{}");
        using var catalogue = Load((_, _) => throw new InvalidDataException("weights.safetensors does not match its digest"));
        Assert.Equal(["good"], catalogue.Layers.Select(layer => layer.Id));
        Assert.Equal(
            [("bad", "bad.tif is not recognised as a raster."), ("model", "weights.safetensors does not match its digest")],
            catalogue.Failures.Select(failure => (failure.Id, failure.Reason)));
        Assert.True(catalogue.TryGetFailure("bad", out _));
        Assert.False(catalogue.TryGet("bad", out _));
    }

    [Fact]
    public void Files_that_ask_for_the_same_identifier_are_numbered_in_order()
    {
        Write("x y.tif", "");
        Write("x-y.tif", "broken");
        Write("x_y.tif", "");
        using var catalogue = Load();
        Assert.Equal(["x-y", "x_y"], catalogue.Layers.Select(layer => layer.Id));
        Assert.Equal(["x-y-2"], catalogue.Failures.Select(failure => failure.Id));
    }

    [Fact]
    public void The_manifest_gives_texts_and_the_default_style()
    {
        Write("p.tif", "");
        Write("manifest.json", """
            {"layers": [{"id": "people", "file": "p.tif", "title": "People", "attribution": "A", "licence": "CC0", "sha256": "0",
              "style": {"colormap": "magma", "rescale": [1, 1000], "scale": "log", "unit": "persons"}}]}
            """);
        using var catalogue = Load();
        var layer = Assert.Single(catalogue.Layers);
        Assert.Equal(("people", "People", "A", "CC0"), (layer.Id, layer.Description.Title, layer.Description.Attribution, layer.Description.Licence));
        Assert.Equal("persons", layer.Bands[0].Unit);
        var defaults = layer.GetStyleDefaults(RenderOptions.Default);
        Assert.Equal(("magma", GeoCore.Imaging.ScaleTransform.Logarithm), (defaults.Colormap, defaults.Transform));
        Assert.Equal([new ValueRange(1, 1000)], defaults.Ranges);
        using var plain = new RasterLayer(layer.Description, Open(Path.Combine(_folder.FullName, "p.tif")));
        Assert.NotEqual(plain.Version, layer.Version);
    }

    [Theory]
    [InlineData("{", "manifest")]
    [InlineData("""{"layers": [{"file": "p.tif", "style": {"colormap": "nope"}}]}""", "p")]
    [InlineData("""{"layers": [{"file": "p.tif", "style": {"rescale": [3, 1]}}]}""", "p")]
    [InlineData("""{"layers": [{}]}""", "manifest")]
    public void A_wrong_manifest_is_reported(string json, string id)
    {
        Write("p.tif", "");
        Write("manifest.json", json);
        using var catalogue = Load();
        Assert.Equal(id, Assert.Single(catalogue.Failures).Id);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_a_fault() => Assert.Throws<DirectoryNotFoundException>(
        () => FolderCatalogue.Load([Path.Combine(_folder.FullName, "none")], new LayerOpeners(Open)));

    [Theory]
    [InlineData("elevatoin", "elevation")]
    [InlineData("Elevation", "elevation")]
    [InlineData("elev", "elevation")]
    [InlineData("zzzzzzzz", null)]
    public void A_mistyped_layer_gets_suggestions(string typed, string? expected)
    {
        Write("elevation.tif", "");
        Write("population.tif", "");
        using var catalogue = Load();
        Assert.Equal(expected, catalogue.Suggest(typed) is [var first, ..] ? first : null);
    }
}
