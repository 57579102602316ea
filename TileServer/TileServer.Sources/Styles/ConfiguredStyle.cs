using System.Security.Cryptography;
using System.Text;
using GeoCore.Imaging;

namespace TileServer.Sources.Styles;

/// <summary>What a manifest or a user's configuration says of a layer's default picture; null leaves it to the data.</summary>
/// <param name="Colormap">Name of a colormap, or a scale as JSON.</param>
/// <param name="Range">Values from the first colour to the last.</param>
/// <param name="Transform">What is done to values first.</param>
/// <param name="Unit">Unit of the values.</param>
public sealed record ConfiguredStyle(string? Colormap = null, ValueRange? Range = null, ScaleTransform? Transform = null, string? Unit = null)
{
    /// <summary>Nothing said.</summary>
    public static ConfiguredStyle None { get; } = new();

    /// <summary>This style, and another where this one says nothing.</summary>
    public ConfiguredStyle Over(ConfiguredStyle other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Colormap ?? other.Colormap, Range ?? other.Range, Transform ?? other.Transform, Unit ?? other.Unit);
    }

    /// <summary>First 12 hexadecimal digits of SHA-256 over a content's digest and this style: the version of the layer.</summary>
    /// <param name="layerId">Keeps two files apart whose sizes, times and headers happen to be the same.</param>
    /// <param name="contentDigest">Changes with the content.</param>
    public string VersionOf(string layerId, string contentDigest)
    {
        var range = Range is { } given ? $"{RenderOptionsText.Number(given.Minimum)},{RenderOptionsText.Number(given.Maximum)}" : "";
        var text = $"{layerId}\n{contentDigest}\n{Colormap}\n{range}\n{Transform}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..VersionLength];
    }

    private const int VersionLength = 12;
}
