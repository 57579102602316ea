using System.Text.Json;
using GeoCore.Encoding;
using GeoCore.Encoding.Posterior;

namespace GeoCore.Artifacts;

/// <summary>What an artifact knows of its own uncertainty.</summary>
public sealed partial class LocationEncoderArtifact
{
    /// <summary>What is known of the weights of the last layer; null where the artifact does not say.</summary>
    public LastLayerPosterior? Posterior { get; }

    /// <summary>Gives the logarithm of the variance of a place's logits, one number a place; null without a posterior.</summary>
    public LocationEncoder? Spread { get; }

    /// <summary>Whether the folder of an artifact holds a posterior.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static bool HasPosterior(string folder) => File.Exists(Path.Combine(folder, ArtifactFolder.Posterior));

    /// <summary>Adds a posterior to a published artifact, or puts another in its place; weights and probe keep their bytes.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="card">How the posterior came about.</param>
    /// <param name="posterior">Of the artifact's last layer; kept in single precision.</param>
    /// <exception cref="ArtifactException">The artifact cannot be loaded, or the posterior does not fit it; nothing has been written then.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static LocationEncoderArtifact SavePosterior(string folder, PosteriorCard card, LastLayerPosterior posterior)
    {
        var (old, weights, probe) = ArtifactFolder.Read(folder, place =>
        {
            var artifact = LoadFiles(place);
            return (artifact, Digested(place, ArtifactFolder.Weights, Safetensors.MaximumLength, artifact.Card), Digested(place, ArtifactFolder.Probe, MaximumTextLength, artifact.Card));
        });
        var (changed, content) = WithPosterior(old.Card, old.Encoder, card, posterior);
        var files = new Dictionary<string, byte[]>
        {
            [ArtifactFolder.Weights] = weights,
            [ArtifactFolder.Probe] = probe,
            [ArtifactFolder.Posterior] = content,
            [ArtifactFolder.Card] = JsonSerializer.SerializeToUtf8Bytes(changed, ArtifactJson.Default.ArtifactCard),
        };
        return ArtifactFolder.Publish(folder, files, LoadFiles);
    }

    /// <summary>The card and the file of an artifact that has a posterior, or another one, from now on.</summary>
    private static (ArtifactCard Card, byte[] Content) WithPosterior(ArtifactCard card, LocationEncoder encoder, PosteriorCard made, LastLayerPosterior posterior)
    {
        var content = PosteriorFile.Write(posterior);
        card = card with
        {
            Posterior = made,
            Sha256 = new SortedDictionary<string, string>(new Dictionary<string, string>(card.Sha256) { [ArtifactFolder.Posterior] = ArtifactFile.Digest(content) }, StringComparer.Ordinal),
        };
        ArtifactCheck.Card(card);
        SpreadOf(encoder, PosteriorFile.Parse(content, card));
        return (card, content);
    }

    private static LocationEncoder SpreadOf(LocationEncoder encoder, LastLayerPosterior posterior)
    {
        try
        {
            return new LocationEncoder(encoder.Encoding, encoder.Network.WithSpread(posterior), OutputKind.Regression);
        }
        catch (ArgumentException fault)
        {
            throw new ArtifactException($"{ArtifactFolder.Posterior}: {fault.Message}", fault);
        }
    }
}
