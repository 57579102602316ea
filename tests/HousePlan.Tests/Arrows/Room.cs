using System.Text.RegularExpressions;

namespace HousePlan.Tests.Arrows;

/// <summary>What a project of the house may know.</summary>
/// <param name="Name">Of the project.</param>
/// <param name="Projects">Projects it may refer to.</param>
/// <param name="Packages">Packages it may refer to.</param>
/// <param name="Foreign">Types, by full name, that it must not touch even if they are within reach.</param>
internal sealed record Room(string Name, string[] Projects, string[] Packages, string Foreign)
{
    private const string Web = @"Microsoft\.AspNetCore\.|Microsoft\.Extensions\.Hosting\.|TileServer\.(?!Sources\.)";
    private const string Console = @"System\.Console$";
    private const string Torch = @"TorchSharp\.|Learners\.Torch\.";
    private const string Learners = @"Learners\.";
    private const string Server = @"TileServer\.|Microsoft\.AspNetCore\.";
    private const string Gdal = @"GeoCore\.Gdal\.";
    private const string Skia = @"SkiaSharp\.|GeoCore\.Skia\.";
    private const string Onnx = @"Microsoft\.ML\.|GeoCore\.Onnx\.";
    private const string AnyPaper = @"Learners\.(?!Contracts\.|Torch\.|Host\.)";
    private const string Host = @"Learners\.Host\.";
    private const string CommandLine = @"System\.CommandLine\.";

    /// <summary>The house plan. Learners.* that are not named here are the papers' rooms, see <see cref="Of"/>.</summary>
    public static IReadOnlyList<Room> Plan { get; } =
    [
        new("GeoCore", [], ["NetTopologySuite", "ProjNET", "System.Numerics.Tensors"], Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.Gdal", ["GeoCore"], [], Any(Torch, Web, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.Skia", ["GeoCore"], ["SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"], Any(Torch, Web, Gdal, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.Parquet", ["GeoCore"], ["Parquet.Net"], Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.Archives", ["GeoCore"], ["Microsoft.Data.Sqlite"], Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.PostGis", ["GeoCore"], ["Npgsql"], Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("GeoCore.Onnx", ["GeoCore"], ["Microsoft.ML.OnnxRuntime"], Any(Torch, Web, Gdal, Skia, Console, CommandLine, Learners, Server)),
        new("GeoCore.Packages", [], [], Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners, Server)),
        new("TileServer.Sources", ["GeoCore"], ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"],
            Any(Torch, Web, Gdal, Skia, Onnx, Console, CommandLine, Learners)),
        new("TileServer", ["GeoCore", "GeoCore.Gdal", "GeoCore.Skia", "GeoCore.Parquet", "GeoCore.Onnx", "GeoCore.Archives", "GeoCore.PostGis", "TileServer.Sources", "Learners.Contracts"],
            ["System.CommandLine", "Microsoft.AspNetCore.OpenApi", "Yarp.ReverseProxy"], Any(Torch, AnyPaper, Host)),
        new("Learners.Contracts", [], [], Any(Torch, Web, Gdal, Skia, Console, Server, AnyPaper, Host, CommandLine, @"GeoCore\.|NetTopologySuite\.")),
        new("Learners.Torch", ["Learners.Contracts", "GeoCore"], ["TorchSharp", "SharpZipLib", "SkiaSharp"],
            Any(Web, Server, Gdal, Skia, Onnx, Console, CommandLine, AnyPaper, Host)),
        new("Learners.Host", ["*paper", "Learners.Torch", "Learners.Contracts", "GeoCore", "GeoCore.Gdal", "GeoCore.Packages"],
            ["System.CommandLine", "libtorch-cpu-linux-x64", "Microsoft.AspNetCore.OpenApi", "Microsoft.Data.Sqlite"], Any(@"TileServer\.", Skia)),
        // the paper about photographs reads them, and shows them to networks that others trained
        new("Learners.Geolocation", ["Learners.Torch", "Learners.Contracts", "GeoCore", "GeoCore.Packages", "GeoCore.Skia", "GeoCore.Onnx"], ["TorchSharp"],
            Any(Web, Server, Gdal, Console, CommandLine, Host, OtherPapers("Geolocation"))),
        new("SampleLearner", ["Learners.Torch", "Learners.Contracts", "GeoCore"], [], Any(Web, Server, Gdal, Skia, Onnx, Console, CommandLine, AnyPaper, Host)),
        new("RasterData.Generator", ["GeoCore", "GeoCore.Gdal", "GeoCore.Skia", "GeoCore.Packages"], ["System.CommandLine"], Any(Torch, Web, Server, Learners)),
    ];

    /// <summary>Whether this is the room of one paper. The sample is a stranger's: nobody refers to it.</summary>
    public bool IsPaper => Projects.Contains("Learners.Torch") && Name is not ("Learners.Host" or "SampleLearner");

    /// <summary>The room of a project: one of <see cref="Plan"/>, or for another Learners.* that of a paper, which knows no other paper.</summary>
    public static Room Of(string project) => Plan.FirstOrDefault(room => room.Name == project)
        ?? (project.StartsWith("Learners.", StringComparison.Ordinal)
            ? new Room(project, ["Learners.Torch", "Learners.Contracts", "GeoCore", "GeoCore.Packages"], ["TorchSharp"],
                Any(Web, Server, Gdal, Skia, Onnx, Console, CommandLine, Host, OtherPapers(project["Learners.".Length..])))
            : throw new ArgumentException($"The house plan has no room '{project}'."));

    private static string OtherPapers(string own) => $@"Learners\.(?!Contracts\.|Torch\.|{Regex.Escape(own)}\.)";

    private static string Any(params string[] patterns) => $"^({string.Join('|', patterns)})";
}
