using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace GeoCore.Geolocation.Models;

/// <summary>A published geolocator: a folder with <c>card.json</c>, the network that sees pictures, and <c>weights.safetensors</c>. Immutable; safe for threads.</summary>
public sealed class GeolocatorArtifact
{
    private const long MaximumTextLength = 16 << 20;
    private const long MaximumBackboneLength = 8L << 30;

    private GeolocatorArtifact(GeolocatorCard card, Grid grid, string digest, string backbonePath, IReadOnlyList<DenseHead> heads, LocationEnsemble ensemble,
        IReadOnlyDictionary<string, DensityMap> priors) =>
        (Card, Grid, Digest, BackbonePath, Heads, Ensemble, Priors) = (card, grid, digest, backbonePath, heads, ensemble, priors);

    /// <summary>What it is.</summary>
    public GeolocatorCard Card { get; }

    /// <summary>Cells of its maps.</summary>
    public Grid Grid { get; }

    /// <summary>SHA-256 of the card, which names that of the other files.</summary>
    public string Digest { get; }

    /// <summary>The network that sees pictures; its content has been checked.</summary>
    public string BackbonePath { get; }

    /// <summary>From an embedding to the numbers of each source.</summary>
    public IReadOnlyList<DenseHead> Heads { get; }

    /// <summary>The sources with the weights of the card.</summary>
    public LocationEnsemble Ensemble { get; }

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, DensityMap> Priors { get; }

    /// <summary>The trainer's answers, which heads and maps repeat; null where the model came without.</summary>
    public GeolocatorProbe? Probe { get; private init; }

    /// <summary>What is done to pictures.</summary>
    public PicturePreparation Preparation => Card.Backbone.Input.Preparation;

    /// <summary>Whether a folder looks like a geolocator.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static bool IsGeolocator(string folder) => ArtifactFormat.Of(folder) == GeolocatorCard.CurrentFormat;

    /// <summary>Reads a geolocator, checks digests and shapes, and builds its sources.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit; the message names file and field.</exception>
    public static GeolocatorArtifact Load(string folder) => ArtifactFolder.Read(folder, LoadFiles);

    /// <summary>Publishes files under a name as location encoders are, after reading them back: nothing is published that would not be served.</summary>
    /// <param name="folder">Path whose last part is the name; what stands there is replaced in one step, see decision 0105.</param>
    /// <param name="files">Content by file name, <c>card.json</c> among them.</param>
    /// <exception cref="ArtifactException">The files do not fit each other; the name stands for what it stood for before.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static GeolocatorArtifact Publish(string folder, IReadOnlyDictionary<string, byte[]> files) => ArtifactFolder.Publish(folder, files, LoadFiles);

    /// <summary>What the heads make of an embedding: the inputs of <see cref="Ensemble"/>.</summary>
    /// <param name="embedding">Of a picture.</param>
    public float[][] InputsOf(ReadOnlySpan<float> embedding)
    {
        var inputs = new float[Heads.Count][];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Heads[i].Of(embedding);
        }

        return inputs;
    }

    /// <summary>What the gate looks at, for <see cref="LocationEnsemble.Evaluate"/>; empty where the model has none.</summary>
    /// <param name="inputs">From <see cref="InputsOf"/>.</param>
    public double[] GateFeaturesOf(IReadOnlyList<float[]> inputs) => Card.Gate is null ? [] : GateFeatures.Of(Ensemble, Card.Gate.Features, inputs);

    private static GeolocatorArtifact LoadFiles(string folder)
    {
        var text = ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumTextLength);
        var card = ArtifactJson.Parse(text, ArtifactFolder.Card, GeolocatorJson.Default.GeolocatorCard);
        if (card.Format != GeolocatorCard.CurrentFormat)
            throw Wrong("format", $"is '{card.Format}' where '{GeolocatorCard.CurrentFormat}' is read.");
        if (!Grid.TryParse(card.Grid, out var grid))
            throw Wrong("grid", $"'{card.Grid}' is no grid.");
        if (card.Backbone.Input.Preparation.Fault is { } fault)
            throw Wrong("backbone.input", fault + ".");
        var backbone = PathOf(folder, card.Backbone.File);
        CheckDigest(backbone, ArtifactFile.DigestOf(backbone, MaximumBackboneLength), card.Backbone.Sha256);
        var path = PathOf(folder, card.Weights.File);
        var content = ArtifactFile.Read(path, Safetensors.MaximumLength);
        CheckDigest(path, ArtifactFile.Digest(content), card.Weights.Sha256);
        var builder = new GeolocatorBuilder(card, grid, Safetensors.Parse(content, card.Weights.File));
        try
        {
            var (heads, priors) = (builder.Heads(), builder.Priors());
            var artifact = new GeolocatorArtifact(card, grid, ArtifactFile.Digest(text), backbone, heads, builder.Ensemble(heads, priors), priors)
            {
                Probe = card.Probe is null ? null : ProbeOf(folder, card.Probe),
            };
            artifact.Probe?.Check(artifact);
            return artifact;
        }
        catch (ArgumentException mismatch)
        {
            throw new ArtifactException($"{ArtifactFolder.Card}: {mismatch.Message}", mismatch);
        }
    }

    private static GeolocatorProbe ProbeOf(string folder, FileCard file)
    {
        var path = PathOf(folder, file.File);
        var content = ArtifactFile.Read(path, MaximumTextLength);
        CheckDigest(path, ArtifactFile.Digest(content), file.Sha256);
        return ArtifactJson.Parse(content, file.File, GeolocatorProbeJson.Default.GeolocatorProbe);
    }

    // a name with folders in it is no file of the artifact; an absolute path is a file that the user has
    private static string PathOf(string folder, string name) => Path.IsPathRooted(name) || Path.GetFileName(name) == name
        ? Path.Combine(folder, name)
        : throw new ArtifactException($"{ArtifactFolder.Card}: '{name}' is no file name.");

    private static void CheckDigest(string path, string actual, string sha256)
    {
        if (!string.Equals(actual, sha256, StringComparison.OrdinalIgnoreCase))
            throw new ArtifactException($"{Path.GetFileName(path)}: SHA-256 is {actual} where {ArtifactFolder.Card} says {sha256}.");
    }

    internal static ArtifactException Wrong(string field, string complaint) => new($"{ArtifactFolder.Card}: '{field}' {complaint}");
}
