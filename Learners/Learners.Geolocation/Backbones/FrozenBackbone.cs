using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Models;
using GeoCore.Onnx;
using GeoCore.Packages;
using Learners.Geolocation.Publishing;
using Learners.Torch.Training;

namespace Learners.Geolocation.Backbones;

/// <summary>A picture network of others, in an ONNX file that the user has.</summary>
internal sealed class FrozenBackbone
{
    /// <summary>A larger file is named by an artifact, not copied into it.</summary>
    internal const long LargestCopy = 64L << 20;

    private FrozenBackbone(string path, string? output, PicturePreparation preparation) =>
        (Path, Output, Preparation, Sha256) = (path, output, preparation, CardParts.DigestOf(path));

    /// <summary>Of the file, absolute.</summary>
    internal string Path { get; }

    /// <summary>Which output is the embedding; null for the first.</summary>
    internal string? Output { get; }

    /// <summary>What is done to pictures.</summary>
    internal PicturePreparation Preparation { get; }

    /// <summary>Of the file.</summary>
    internal string Sha256 { get; }

    /// <summary>Numbers of an embedding, once a picture was seen.</summary>
    internal int Width { get; private set; }

    /// <summary>Whether an artifact names it rather than holds it.</summary>
    internal bool IsLarge => new FileInfo(Path).Length > LargestCopy;

    /// <summary>Changes with everything that decides about an embedding.</summary>
    internal string Identity => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sha256} {Output} {Preparation.Width} {Preparation.Height} {Preparation.Fit} {Preparation.Crop:R} {Preparation.Kernel} {Preparation.Layout} {Preparation.Order} {Preparation.Scale:R} {string.Join(' ', Preparation.Mean)} {string.Join(' ', Preparation.StandardDeviation)}");

    /// <summary>The network that settings name, or null.</summary>
    /// <param name="context">Settled parameters of <see cref="GeolocatorLearnerCard"/>, and where packages lie.</param>
    /// <param name="cancellationToken">Ends the fetch of a package.</param>
    /// <exception cref="TrainingException">There is no such file.</exception>
    /// <exception cref="IOException">A package cannot be had.</exception>
    internal static FrozenBackbone? Of(LearnerContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var name = values.Choice("backbone");
        if (name.Length == 0)
        {
            return null;
        }

        if (name == CenternetBackbone.Name)
        {
            return new FrozenBackbone(
                CenternetBackbone.Convert(context.DataFolder, new PackageFetcher(context.Messages), cancellationToken), null, CenternetBackbone.Preparation);
        }

        var mark = name.LastIndexOf('#');
        var (path, output) = mark > 0 ? (name[..mark], name[(mark + 1)..]) : (name, null);
        return File.Exists(path)
            ? new FrozenBackbone(System.IO.Path.GetFullPath(path), output, PicturePresets.Of(values.Choice("preparation"), values.Integer("backbone-side")))
            : throw new TrainingException($"there is no network {path}");
    }

    /// <summary>Content of the file.</summary>
    internal byte[] Content() => File.ReadAllBytes(Path);

    /// <summary>Opens it to look at pictures.</summary>
    /// <exception cref="ArtifactException">It is no network, or does not take such pictures.</exception>
    internal OnnxBackbone Open()
    {
        var network = OnnxBackbone.Load(Path, Preparation, new OnnxBackboneOptions { Output = Output, Threads = Math.Clamp(Environment.ProcessorCount, 1, 8) });
        Width = network.Width;
        return network;
    }

    /// <summary>Tells the width where embeddings were kept from before.</summary>
    /// <param name="width">Numbers of an embedding.</param>
    internal void Remember(int width) => Width = width;
}
