using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>How networks that others trained want their pictures, by the names of their families.</summary>
/// <remarks>
/// <c>clip</c>: the preprocessor configuration of openai/clip-vit-large-patch14 (A. Radford et al., arXiv 2103.00020). <c>resnet</c>: the evaluation transform of torchvision's ImageNet
/// weights (256, then the middle 224 of it). <c>dino</c>: the evaluation transform of facebookresearch/dino and dinov2, which differs by its cubic kernel. <c>vit</c>: google/vit-base-patch16-224.
/// <c>mobilenet</c>: Keras networks of the range −1 to 1. <c>bytes</c>: bytes as they are.
/// </remarks>
public static class PicturePresets
{
    private const int Side = 224;

    private static readonly double[] s_imageNetMean = [0.485, 0.456, 0.406];
    private static readonly double[] s_imageNetDeviation = [0.229, 0.224, 0.225];
    private static readonly double[] s_half = [0.5, 0.5, 0.5];

    private static readonly Dictionary<string, PicturePreparation> s_presets = new(StringComparer.Ordinal)
    {
        ["clip"] = new()
        {
            Width = Side,
            Height = Side,
            Kernel = ResizeKernel.Cubic,
            Mean = [0.48145466, 0.4578275, 0.40821073],
            StandardDeviation = [0.26862954, 0.26130258, 0.27577711],
        },
        ["resnet"] = new() { Width = Side, Height = Side, Crop = 224.0 / 256, Mean = s_imageNetMean, StandardDeviation = s_imageNetDeviation },
        ["dino"] = new() { Width = Side, Height = Side, Crop = 224.0 / 256, Kernel = ResizeKernel.Cubic, Mean = s_imageNetMean, StandardDeviation = s_imageNetDeviation },
        ["vit"] = new() { Width = Side, Height = Side, Fit = PictureFit.Squash, Mean = s_half, StandardDeviation = s_half },
        ["mobilenet"] = new() { Width = Side, Height = Side, Crop = 0.875, Layout = TensorLayout.Nhwc, Mean = s_half, StandardDeviation = s_half },
        ["bytes"] = new() { Width = Side, Height = Side, Fit = PictureFit.Squash, Scale = 1 },
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => s_presets.Keys;

    /// <summary>The preparation of a family.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="side">Pixels of a side of the input; null for the family's own, 224.</param>
    /// <exception cref="ArgumentException">The name is none of them.</exception>
    public static PicturePreparation Of(string name, int? side = null) => s_presets.TryGetValue(name, out var preset)
        ? side is { } pixels ? preset with { Width = pixels, Height = pixels } : preset
        : throw new ArgumentException($"'{name}' is none of {string.Join(", ", Names)}.", nameof(name));
}
