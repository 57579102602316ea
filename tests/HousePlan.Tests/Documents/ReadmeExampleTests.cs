using GeoCore.Encoding.Harmonics;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;

namespace HousePlan.Tests.Documents;

/// <summary>Compiles and runs the C# of the README: the method holds its lines, and a test compares them with the README's.</summary>
public class ReadmeExampleTests
{
    /// <summary>Takes the place of the system's.</summary>
    private StringWriter Console { get; } = new();

    [Fact]
    public void The_example_runs_and_says_what_is_true()
    {
        Environment.CurrentDirectory = Checkout.Root;
        Run();
        Assert.Equal(
            """
            The cell of Mount Everest is 5772 m high on average.
            Quito and Nairobi are 12838.2 km apart.
            Squares of 100 harmonics sum to 100.000000 / 4π.
            """,
            Console.ToString().Trim());
    }

    [Fact]
    public void The_example_is_the_one_of_the_readme() =>
        Assert.Equal(
            Lines(CodeBlock.In("README.md").Single(block => block.Language == "csharp").Text),
            Lines(File.ReadAllText(SourcePath())).Where(line => line.StartsWith("using GeoCore", StringComparison.Ordinal))
                .Concat(Lines(Body())));

    private void Run()
    {
        // begin
        using var elevation = GdalRaster.Open("raster-data/elevation.tif");
        var metres = new float[1];
        elevation.Read(new RasterWindow(Level: 0, Column: 1601, Row: 372, Width: 1, Height: 1), band: 0, metres);
        Console.WriteLine($"The cell of Mount Everest is {metres[0]} m high on average.");

        Console.WriteLine($"Quito and Nairobi are {Geodesic.DistanceKm(-78.52, -0.22, 36.82, -1.29):F1} km apart.");

        var harmonics = new SphericalHarmonics(degrees: 10);
        var features = new double[harmonics.Dimension];
        harmonics.Evaluate(longitude: 36.82, latitude: -1.29, features);
        Console.WriteLine($"Squares of {features.Length} harmonics sum to {4 * Math.PI * features.Sum(value => value * value):F6} / 4π.");
        // end
    }

    private static string Body() => File.ReadAllText(SourcePath()).Split("// begin\n")[1].Split("// end\n")[0];

    private static string SourcePath() => Path.Combine(Checkout.Root, "tests", "HousePlan.Tests", "Documents", "ReadmeExampleTests.cs");

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
