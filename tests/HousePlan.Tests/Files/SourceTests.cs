using System.Text.RegularExpressions;

namespace HousePlan.Tests.Files;

public class SourceTests
{
    private const int LongestFile = 300;

    /// <summary>Folders whose projects lie one level below; their names are not part of namespaces.</summary>
    private static readonly string[] s_wings = ["GeoCore/", "TileServer/", "Learners/", "samples/", "tests/"];

    [Fact]
    public void Namespaces_are_the_project_and_the_folder()
    {
        var files = Checkout.Files(".cs");
        Assert.True(files.Count > 100);
        Assert.Empty(files.SelectMany(path => Misplaced(path, Checkout.Read(path))));
    }

    [Theory]
    [InlineData("GeoCore/GeoCore/Tiling/TileIndex.cs", "namespace GeoCore.Raster;")]
    [InlineData("GeoCore/GeoCore.Gdal/Native/Gdal.cs", "namespace GeoCore.Gdal;")]
    [InlineData("raster-data/Generator/Layers/Recipes.cs", "namespace Generator.Layers;")]
    [InlineData("TileServer/TileServer/Routes.cs", "class WithoutNamespace;")]
    public void A_namespace_of_another_folder_is_found(string path, string text) => Assert.NotEmpty(Misplaced(path, text));

    [Fact]
    public void Files_are_short() =>
        Assert.Empty(Checkout.Files(".cs", ".js", ".mjs", ".css", ".sh", ".targets", ".props").SelectMany(path => TooLong(path, Checkout.Read(path))));

    [Fact]
    public void A_long_file_is_found() =>
        Assert.Equal(["x.cs has 301 lines"], TooLong("x.cs", string.Concat(Enumerable.Repeat("\n", 301))));

    private static IEnumerable<string> Misplaced(string path, string text)
    {
        var wanted = path.StartsWith("raster-data/Generator/", StringComparison.Ordinal)
            ? "RasterData." + path["raster-data/".Length..]
            : path[(s_wings.FirstOrDefault(wing => path.StartsWith(wing, StringComparison.Ordinal))?.Length ?? 0)..];
        wanted = Path.GetDirectoryName(wanted)!.Replace('/', '.');
        var found = Regex.Matches(text, @"^namespace ([\w.]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        // programs and assembly attributes stand outside namespaces
        var isExempt = Path.GetFileName(path) is "Program.cs" or "Assembly.cs" or "GlobalUsings.cs";
        return found.Count == 0 && !isExempt ? [$"{path} has no namespace"] : found.Where(name => name != wanted).Select(name => $"{path} is in {name}, not {wanted}");
    }

    private static IEnumerable<string> TooLong(string path, string text)
    {
        var lines = text.Count(character => character == '\n');
        return lines > LongestFile ? [$"{path} has {lines} lines"] : [];
    }
}
