using System.Security.Cryptography;
using GeoCore.Packages;
using GeoCore.Raster;
using RasterData.Generator.Commands;
using RasterData.Generator.Layers;
using RasterData.Generator.Packages;

namespace GeoCore.Tests.RasterData;

public class GeneratorTests
{
    [Fact]
    public void The_same_values_give_the_same_bytes()
    {
        var grid = new WorldGrid(1024, 512);
        var values = Enumerable.Range(0, grid.Count).Select(i => (float)Math.Sin(i * 0.01)).ToArray();
        Assert.Equal(Write("one.tif"), Write("two.tif"));

        byte[] Write(string name)
        {
            var path = Path.Combine(Directory.CreateTempSubdirectory("geosuite-").FullName, name);
            WorldCog.Write(path, new WorldRaster(grid, RasterDataType.Float32, [values], double.NaN, "m"), "Waves");
            var bytes = File.ReadAllBytes(path);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return bytes;
        }
    }

    [Fact]
    public void Layers_made_again_are_the_shipped_ones()
    {
        Assert.SkipUnless(
            Recipes.All.SelectMany(recipe => recipe.Inputs).All(file => File.Exists(Path.Combine(ShippedRaster.Packages, file.Package, file.Path))),
            "artifacts/data lacks the packages: './geosuite raster-data' fetches them");
        var folder = Directory.CreateTempSubdirectory("geosuite-").FullName;
        var (code, output, error) = Run("--output", folder, "--data-folder", ShippedRaster.Packages);
        var made = Manifest.Read(folder);
        Directory.Delete(folder, recursive: true);
        Assert.True(code == 0, error);
        Assert.Equal(Manifest.Read(ShippedRaster.Folder).Layers.Select(layer => (layer.Id, layer.Sha256)), made.Layers.Select(layer => (layer.Id, layer.Sha256)));
        Assert.Equal(3, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Another_file_than_the_layer_was_made_from_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("geosuite-").FullName;
        var content = "some places"u8.ToArray();
        Directory.CreateDirectory(Path.Combine(folder, "some"));
        File.WriteAllBytes(Path.Combine(folder, "some", "places.txt"), content);
        var file = new PackageFile(PackageClient.Npm, "some", "1.0.0", "places.txt", Convert.ToHexStringLower(SHA256.HashData(content)));
        var packages = new PackageFolder(folder, TextWriter.Null);
        Assert.Equal(Path.Combine(folder, "some", "places.txt"), packages.Find(file));
        var fault = Assert.Throws<InvalidDataException>(() => packages.Find(file with { Sha256 = new string('0', 64) }));
        Directory.Delete(folder, recursive: true);
        Assert.Contains(file.Sha256, fault.Message, StringComparison.Ordinal);
        Assert.Contains("npm some 1.0.0, places.txt", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_does_not_exist_leaves_nothing_behind()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "npm"))), "npm is not installed");
        var folder = Directory.CreateTempSubdirectory("geosuite-").FullName;
        using var progress = new StringWriter();
        var file = new PackageFile(PackageClient.Npm, "./no-such-folder", "1", "x", "");
        var fault = Assert.Throws<IOException>(() => new PackageFolder(folder, progress).Find(file));
        var left = Directory.GetFileSystemEntries(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Contains("npm pack", fault.Message, StringComparison.Ordinal);
        Assert.Empty(left);
        Assert.StartsWith("fetching npm", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_the_layers()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.All(Recipes.Ids, id => Assert.Contains(id, output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_wrong_usage()
    {
        var (code, output, error) = Run("landcover");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("landcover", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = RasterDataCommandLine.Run(words, output, error, Path.GetTempPath());
        return (code, output.ToString(), error.ToString());
    }
}
