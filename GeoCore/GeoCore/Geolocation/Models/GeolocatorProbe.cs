using System.Globalization;
using System.Text.Json.Serialization;
using GeoCore.Artifacts;
using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>Small pictures with the trainer's answers, by which a geolocator is checked before it serves. The file <c>probe.json</c>.</summary>
/// <param name="EmbeddingTolerance">Largest difference of a number of an embedding, relative to 1 or the largest of the picture, whichever is greater.</param>
/// <param name="HeadTolerance">The same for the numbers of heads.</param>
/// <param name="MapTolerance">Largest difference of the logarithm of a density, nats.</param>
/// <param name="Cells">Where maps are compared.</param>
/// <param name="Pictures">The pictures.</param>
public sealed record GeolocatorProbe(double EmbeddingTolerance, double HeadTolerance, double MapTolerance, IReadOnlyList<int> Cells, IReadOnlyList<ProbePicture> Pictures)
{
    private const int MostPictures = 64;
    private const double LargestTolerance = 0.1;

    /// <summary>Checks heads and maps: from the trainer's embeddings to the trainer's densities.</summary>
    /// <param name="artifact">The model.</param>
    /// <exception cref="ArtifactException">An answer differs, or the probe is none; the message names it.</exception>
    internal void Check(GeolocatorArtifact artifact)
    {
        if (Pictures.Count is 0 or > MostPictures || !new[] { EmbeddingTolerance, HeadTolerance, MapTolerance }.All(value => value is > 0 and <= LargestTolerance))
            throw Wrong("pictures", $"are not 1 to {MostPictures}, or a tolerance is not above 0 and at most {LargestTolerance}");
        if (Cells.Count == 0 || Cells.Any(cell => cell < 0 || cell >= artifact.Grid.Count))
            throw Wrong("cells", $"are none, or not of the grid {artifact.Grid.Name}");
        for (var i = 0; i < Pictures.Count; i++)
        {
            var (picture, where) = (Pictures[i], string.Create(CultureInfo.InvariantCulture, $"pictures[{i}]"));
            if (picture.Embedding.Count != artifact.Card.Backbone.Width || picture.Heads.Count != artifact.Heads.Count || picture.LogDensities.Count != Cells.Count)
                throw Wrong(where, "has more or fewer numbers than the model");
            var found = artifact.InputsOf([.. picture.Embedding.Select(value => (float)value)]);
            for (var head = 0; head < found.Length; head++)
            {
                Compare($"{where}.heads[{head}]", picture.Heads[head], [.. found[head].Select(value => (double)value)], HeadTolerance, isRelative: true);
            }

            float[][] said = [.. picture.Heads.Select(head => head.Select(value => (float)value).ToArray())];
            var map = artifact.Ensemble.Evaluate(said, artifact.GateFeaturesOf(said)).Map;
            Compare($"{where}.logDensities", picture.LogDensities, [.. Cells.Select(map.LogDensity)], MapTolerance, isRelative: false);
        }
    }

    /// <summary>Checks the network that sees pictures.</summary>
    /// <param name="backbone">As it will be asked.</param>
    /// <exception cref="ArtifactException">It answers otherwise than the trainer's; the message names the picture.</exception>
    public void CheckBackbone(IImageBackbone backbone)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        for (var i = 0; i < Pictures.Count; i++)
        {
            var embedding = new float[backbone.Width];
            backbone.Embed(Pictures[i].Picture(), embedding);
            Compare(string.Create(CultureInfo.InvariantCulture, $"pictures[{i}].embedding"), Pictures[i].Embedding, [.. embedding.Select(value => (double)value)], EmbeddingTolerance, isRelative: true);
        }
    }

    private static void Compare(string field, IReadOnlyList<double> expected, double[] found, double tolerance, bool isRelative)
    {
        if (expected.Count != found.Length)
            throw Wrong(field, $"has {expected.Count} numbers where the model gives {found.Length}");
        var most = tolerance * (isRelative ? Math.Max(1, expected.Max(Math.Abs)) : 1);
        for (var i = 0; i < found.Length; i++)
        {
            if (!(Math.Abs(expected[i] - found[i]) <= most))
                throw Wrong(field, string.Create(CultureInfo.InvariantCulture, $"has {expected[i]} at {i} where the model gives {found[i]}, further than {most}"));
        }
    }

    internal static ArtifactException Wrong(string field, string complaint) => new($"{ArtifactFolder.Probe}: '{field}' {complaint}.");
}

/// <summary>A picture and what the trainer said of it.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Pixels">Red, green and blue of each pixel, row by row, in base64.</param>
/// <param name="Embedding">What the network says.</param>
/// <param name="Heads">What each head makes of it.</param>
/// <param name="LogDensities">Logarithm of the pooled density at each cell of the probe, per km².</param>
public sealed record ProbePicture(int Width, int Height, string Pixels, IReadOnlyList<double> Embedding, IReadOnlyList<IReadOnlyList<double>> Heads, IReadOnlyList<double> LogDensities)
{
    private const int LongestSide = 256;

    /// <summary>The picture.</summary>
    /// <exception cref="ArtifactException">The pixels are none, or too many.</exception>
    internal Picture Picture()
    {
        var bytes = new byte[Math.Max(0, Width) * (long)Math.Max(0, Height) is > 0 and <= LongestSide * LongestSide and var count ? (int)count * Imaging.Picture.Channels : 1];
        return Convert.TryFromBase64String(Pixels, bytes, out var written) && written == bytes.Length && bytes.Length > 1
            ? new Picture(Width, Height, bytes)
            : throw GeolocatorProbe.Wrong("pixels", $"are no {Width} × {Height} pixels of three bytes, of {LongestSide} at most");
    }
}

/// <summary>JSON of probes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GeolocatorProbe))]
internal sealed partial class GeolocatorProbeJson : JsonSerializerContext;
