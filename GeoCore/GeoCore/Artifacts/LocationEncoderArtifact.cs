using System.Globalization;
using System.Text.Json;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Posterior;

namespace GeoCore.Artifacts;

/// <summary>A published location encoder: a folder with <c>card.json</c>, <c>weights.safetensors</c>, <c>probe.json</c> and sometimes
/// <c>posterior.safetensors</c>. Immutable.</summary>
public sealed partial class LocationEncoderArtifact
{
    private const long MaximumTextLength = 16 << 20;

    private LocationEncoderArtifact(ArtifactCard card, LocationEncoder encoder, Probe probe, string digest, LastLayerPosterior? posterior)
    {
        Card = card;
        Encoder = encoder;
        Probe = probe;
        Digest = digest;
        Posterior = posterior;
        Spread = posterior is null ? null : SpreadOf(encoder, posterior);
    }

    /// <summary>What it is.</summary>
    public ArtifactCard Card { get; }

    /// <summary>Evaluates it.</summary>
    public LocationEncoder Encoder { get; }

    /// <summary>The trainer's answers, which the encoder repeats.</summary>
    public Probe Probe { get; }

    /// <summary>SHA-256 of the card, which names the SHA-256 of the other files: changes with everything that decides about an answer.</summary>
    public string Digest { get; }

    /// <summary>Whether a folder looks like an artifact.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static bool IsArtifact(string folder) => File.Exists(Path.Combine(folder, ArtifactFolder.Card));

    /// <summary>Reads the card alone, without weights and probe.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="ArtifactException">The card is missing, not a card, or its fields do not fit each other.</exception>
    public static ArtifactCard LoadCard(string folder) => ParseCard(ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumTextLength));

    /// <summary>Reads an artifact and checks digests, shapes, and with our own kernels the trainer's answers.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit; the message names file and field.</exception>
    public static LocationEncoderArtifact Load(string folder) => ArtifactFolder.Read(folder, LoadFiles);

    private static LocationEncoderArtifact LoadFiles(string folder)
    {
        var text = ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumTextLength);
        var card = ParseCard(text);
        var weights = Digested(folder, ArtifactFolder.Weights, Safetensors.MaximumLength, card);
        var probeText = Digested(folder, ArtifactFolder.Probe, MaximumTextLength, card);
        var probe = ArtifactJson.Parse(probeText, ArtifactFolder.Probe, ArtifactJson.Default.Probe);
        ArtifactCheck.Probe(probe, card);
        var encoder = EncoderBuilder.Build(card, Safetensors.Parse(weights, ArtifactFolder.Weights));
        CheckAnswers(encoder, probe);
        var posterior = card.Posterior is null ? null : PosteriorFile.Parse(Digested(folder, ArtifactFolder.Posterior, Safetensors.MaximumLength, card), card);
        return new LocationEncoderArtifact(card, encoder, probe, ArtifactFile.Digest(text), posterior);
    }

    /// <summary>Writes an artifact, then loads it, so that nothing is published that would not be served. What stands there is replaced in
    /// one step; the content before it is kept, see decision 0105.</summary>
    /// <param name="folder">Path of the folder: afterwards a link to the content, in a folder <c>.content</c> beside it.</param>
    /// <param name="card">The card; its <see cref="ArtifactCard.Sha256"/> is filled in here.</param>
    /// <param name="weights">Tensors under the names of <see cref="NetworkTensors"/>, which are torch's.</param>
    /// <param name="probe">The trainer's answers.</param>
    /// <param name="posterior">Makes the posterior of the encoder that is about to be published, and says how; null for none.</param>
    /// <exception cref="ArtifactException">Card, weights, probe and posterior do not fit each other; nothing has been written then.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static LocationEncoderArtifact Save(
        string folder,
        ArtifactCard card,
        IReadOnlyList<Tensor> weights,
        Probe probe,
        Func<LocationEncoder, (PosteriorCard Card, LastLayerPosterior Posterior)>? posterior = null)
    {
        var weightBytes = SafetensorsWriter.Write(weights);
        var probeBytes = JsonSerializer.SerializeToUtf8Bytes(probe, ArtifactJson.Default.Probe);
        card = card with
        {
            Sha256 = new Dictionary<string, string>
            {
                [ArtifactFolder.Weights] = ArtifactFile.Digest(weightBytes),
                [ArtifactFolder.Probe] = ArtifactFile.Digest(probeBytes),
            },
        };
        ArtifactCheck.Card(card);
        ArtifactCheck.Probe(probe, card);
        var encoder = EncoderBuilder.Build(card, Safetensors.Parse(weightBytes, ArtifactFolder.Weights));
        CheckAnswers(encoder, probe);
        var files = new Dictionary<string, byte[]> { [ArtifactFolder.Weights] = weightBytes, [ArtifactFolder.Probe] = probeBytes };
        if (posterior?.Invoke(encoder) is { } made)
        {
            (card, files[ArtifactFolder.Posterior]) = WithPosterior(card, encoder, made.Card, made.Posterior);
        }

        files[ArtifactFolder.Card] = JsonSerializer.SerializeToUtf8Bytes(card, ArtifactJson.Default.ArtifactCard);
        return ArtifactFolder.Publish(folder, files, LoadFiles);
    }

    private static ArtifactCard ParseCard(byte[] text)
    {
        var card = ArtifactJson.Parse(text, ArtifactFolder.Card, ArtifactJson.Default.ArtifactCard);
        ArtifactCheck.Card(card);
        return card;
    }

    private static byte[] Digested(string folder, string name, long maximumLength, ArtifactCard card)
    {
        var content = ArtifactFile.Read(Path.Combine(folder, name), maximumLength);
        if (!card.Sha256.TryGetValue(name, out var expected))
            throw new ArtifactException($"{ArtifactFolder.Card}: 'sha256' does not name {name}.");
        var actual = ArtifactFile.Digest(content);
        return string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase)
            ? content
            : throw new ArtifactException($"{name}: SHA-256 is {actual} where 'sha256' of {ArtifactFolder.Card} says {expected}.");
    }

    private static void CheckAnswers(LocationEncoder encoder, Probe probe)
    {
        double[] longitudes = [.. probe.Points.Select(point => point.Longitude)], latitudes = [.. probe.Points.Select(point => point.Latitude)];
        var logits = new float[probe.Points.Count * encoder.OutputCount];
        encoder.Evaluate(longitudes, latitudes, logits);
        var scale = Math.Max(1, probe.Points.Max(point => point.Logits.Max(Math.Abs)));
        for (var i = 0; i < logits.Length; i++)
        {
            var (place, output) = Math.DivRem(i, encoder.OutputCount);
            var expected = probe.Points[place].Logits[output];
            if (!(Math.Abs(logits[i] - expected) <= probe.Tolerance * scale))
            {
                throw new ArtifactException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ArtifactFolder.Probe}: 'points[{place}].logits[{output}]' is {expected} and the weights give {logits[i]}, further than {probe.Tolerance * scale}."));
            }
        }
    }
}
