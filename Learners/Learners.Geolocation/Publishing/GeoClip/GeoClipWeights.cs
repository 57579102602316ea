using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Artifacts.TorchFiles;
using GeoCore.Geolocation.Sources.Retrieval;

namespace Learners.Geolocation.Publishing.GeoClip;

/// <summary>The weights that GeoCLIP's authors publish: of the layers over CLIP, of the networks that embed places, and the scale of similarities.</summary>
/// <remarks>
/// V. Vivanco Cepeda, G. K. Nayak, M. Shah, "GeoCLIP", NeurIPS 2023; the layout of github.com/VicenteVivan/geo-clip, folder <c>geoclip/model/weights</c>:
/// <c>image_encoder_mlp_weights.pth</c> with <c>0</c> and <c>2</c> (768 → 768, rectified, → 512); <c>location_encoder_weights.pth</c> with, for each of <c>LocEnc0</c> … <c>LocEnc2</c>, the
/// frequencies <c>capsule.0.b</c> [256, 2], the rectified layers <c>capsule.1</c>, <c>capsule.3</c>, <c>capsule.5</c> and the linear <c>head.0</c>; <c>logit_scale_weights.pth</c>, one number
/// whose exponential multiplies cosines. Widths are taken from the files.
/// </remarks>
internal sealed class GeoClipWeights
{
    internal const string ImageFile = "image_encoder_mlp_weights.pth";
    internal const string PlacesFile = "location_encoder_weights.pth";
    internal const string ScaleFile = "logit_scale_weights.pth";

    private static readonly string[] s_imageLayers = ["0", "2"];
    private static readonly string[] s_placeLayers = ["capsule.1", "capsule.3", "capsule.5", "head.0"];

    private GeoClipWeights(IReadOnlyList<Tensor> imageLayers, int imageWidth, FourierBranch places, double scale) =>
        (ImageLayers, ImageWidth, Places, Scale) = (imageLayers, imageWidth, places, scale);

    /// <summary>Weights and bias of each layer over the embedding of a picture.</summary>
    internal IReadOnlyList<Tensor> ImageLayers { get; }

    /// <summary>Numbers of the embedding of a picture.</summary>
    internal int ImageWidth { get; }

    /// <summary>What embeds places.</summary>
    internal FourierBranch Places { get; }

    /// <summary>κ.</summary>
    internal double Scale { get; }

    /// <summary>Reads the three files.</summary>
    /// <param name="folder">Holds them, as itself, as <c>weights</c>, or as <c>model/weights</c>.</param>
    /// <exception cref="ArtifactException">A file is missing or another one; the message names it.</exception>
    internal static GeoClipWeights Read(string folder)
    {
        string[] places = [folder, Path.Combine(folder, "weights"), Path.Combine(folder, "model", "weights"), Path.Combine(folder, "geoclip", "model", "weights")];
        var home = places.FirstOrDefault(place => File.Exists(Path.Combine(place, ImageFile))) ?? throw new ArtifactException($"{folder} holds no {ImageFile}.");
        TorchStateFile image = TorchStateFile.Read(Path.Combine(home, ImageFile)), location = TorchStateFile.Read(Path.Combine(home, PlacesFile));
        Tensor[] layers = [.. s_imageLayers.SelectMany(layer => (Tensor[])[Of(image, layer + ".weight"), Of(image, layer + ".bias")])];
        Refuse(image, ImageFile, name => layers.Any(layer => layer.Name == name));
        var scales = TorchStateFile.Read(Path.Combine(home, ScaleFile));
        var scale = Math.Exp(scales.Floats(scales.Names.First())[0]);
        if (!(scale > 0 && double.IsFinite(scale)) || layers[0].Shape.Count != 2)
            throw new ArtifactException($"{ScaleFile} or {ImageFile} has other numbers than GeoCLIP's.");
        try
        {
            return new GeoClipWeights(layers, (int)layers[0].Shape[1], new FourierBranch(Capsules(location)), scale);
        }
        catch (ArgumentException fault)
        {
            throw new ArtifactException($"{PlacesFile}: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    private static FourierCapsule[] Capsules(TorchStateFile file)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var count = Enumerable.Range(0, 16).TakeWhile(number => file.Names.Any(name => name.StartsWith(Prefix(number), StringComparison.Ordinal))).Count();
        if (count == 0)
            throw new ArtifactException($"{PlacesFile}: there is no LocEnc0; there are {string.Join(", ", file.Names.Take(4))}.");
        FourierCapsule[] capsules = [.. Enumerable.Range(0, count).Select(number => new FourierCapsule(
            Take(Prefix(number) + "capsule.0.b"),
            [.. s_placeLayers.Select(layer => (int)file.ShapeOf(Prefix(number) + layer + ".bias")[0])],
            [.. s_placeLayers.Select(layer => Take(Prefix(number) + layer + ".weight"))],
            [.. s_placeLayers.Select(layer => Take(Prefix(number) + layer + ".bias"))]))];

        // km is the standard deviation that the frequencies were drawn with
        Refuse(file, PlacesFile, name => read.Contains(name) || name.EndsWith(".km", StringComparison.Ordinal));
        return capsules;

        double[] Take(string name)
        {
            read.Add(name);
            return Array.ConvertAll(file.Floats(name), number => (double)number);
        }
    }

    private static string Prefix(int number) => string.Create(CultureInfo.InvariantCulture, $"LocEnc{number}.");

    private static Tensor Of(TorchStateFile file, string name) => new(name, file.ShapeOf(name), file.Floats(name));

    // weights that are left out would be another model's
    private static void Refuse(TorchStateFile file, string name, Func<string, bool> isKnown)
    {
        if (file.Names.FirstOrDefault(own => !isKnown(own)) is { } stranger)
            throw new ArtifactException($"{name}: tensor '{stranger}' is none of GeoCLIP's.");
    }
}
