using System.Numerics.Tensors;
using System.Text.Json;
using GeoCore.Artifacts;
using Tensor = GeoCore.Artifacts.Tensor;

namespace GeoCore.Audio;

/// <summary>A published classifier of clips: a folder with <c>card.json</c> and <c>weights.safetensors</c>. Immutable; safe for threads.</summary>
public sealed class SpeechDetector
{
    private const long MaximumCardLength = 1 << 20;
    private const string Means = "means", Deviations = "deviations";
    private const float Most = 5;
    private static readonly LinearCepstra s_cepstra = new();
    private readonly float[] _means, _deviations;
    private readonly (float[] Weights, int Inputs, int Outputs)[] _layers;

    private SpeechDetector(DetectorCard card, float[] means, float[] deviations, (float[] Weights, int Inputs, int Outputs)[] layers, string digest) =>
        (Card, _means, _deviations, _layers, Digest) = (card, means, deviations, layers, digest);

    /// <summary>What it is.</summary>
    public DetectorCard Card { get; }

    /// <summary>SHA-256 of the card, which names that of the weights.</summary>
    public string Digest { get; }

    /// <summary>Numbers of an example.</summary>
    public int Inputs => _layers[0].Inputs;

    /// <summary>Whether a folder looks like a detector.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static bool IsDetector(string folder) => ArtifactFormat.Of(folder) == DetectorCard.CurrentFormat;

    /// <summary>Reads a detector and checks digest and shapes.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit; the message names file and field.</exception>
    public static SpeechDetector Load(string folder) => ArtifactFolder.Read(folder, LoadFiles);

    /// <summary>Publishes a detector under a name, after reading it back.</summary>
    /// <param name="folder">Path whose last part is the name; what stands there is replaced in one step.</param>
    /// <param name="card">The card; the file of weights is filled in here.</param>
    /// <param name="means">Of each input.</param>
    /// <param name="deviations">Of each input, above 0.</param>
    /// <param name="layers">[outputs × (inputs + 1)] of each layer, in order.</param>
    /// <exception cref="ArtifactException">The parts do not fit each other.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SpeechDetector Publish(string folder, DetectorCard card, float[] means, float[] deviations, IReadOnlyList<Tensor> layers)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(layers);
        var content = SafetensorsWriter.Write([new Tensor(Means, [means.Length], means), new Tensor(Deviations, [deviations.Length], deviations), .. layers]);
        card = card with { Weights = new DetectorFile(ArtifactFolder.Weights, ArtifactFile.Digest(content)), Layers = layers.Count };
        return ArtifactFolder.Publish(
            folder,
            new Dictionary<string, byte[]>
            {
                [ArtifactFolder.Weights] = content,
                [ArtifactFolder.Card] = JsonSerializer.SerializeToUtf8Bytes(card, DetectorJson.Default.DetectorCard),
            },
            LoadFiles);
    }

    /// <summary>Name of a layer's tensor.</summary>
    /// <param name="layer">From 0.</param>
    public static string LayerName(int layer) => FormattableString.Invariant($"layer{layer}");

    /// <summary>Logits of an example as its front-end gives it.</summary>
    /// <param name="example"><see cref="Inputs"/> numbers.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public float[] Logits(ReadOnlySpan<float> example)
    {
        if (example.Length != Inputs)
            throw new ArgumentException($"A detector of {Inputs} inputs takes no example of {example.Length}.", nameof(example));
        var values = new float[example.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Clamp((example[i] - _means[i]) / _deviations[i], -Most, Most);
        }

        for (var layer = 0; layer < _layers.Length; layer++)
        {
            var (weights, inputs, outputs) = _layers[layer];
            var next = new float[outputs];
            for (var output = 0; output < outputs; output++)
            {
                var row = weights.AsSpan(output * (inputs + 1), inputs + 1);
                var answer = TensorPrimitives.Dot(row[..inputs], values) + row[inputs];
                next[output] = layer < _layers.Length - 1 ? Math.Max(0, answer) : answer;
            }

            values = next;
        }

        return values;
    }

    /// <summary>Scores a clip of sound.</summary>
    /// <param name="sound">Any rate.</param>
    /// <exception cref="AudioException">There is too little speech, or this detector takes no sound.</exception>
    public SpeechScore Score(Sound sound)
    {
        if (Card.FrontEnd != LinearCepstra.Version || Card.Classes.Count != 2)
            throw new AudioException($"'{Card.Id}' takes no sound");
        var samples = SpeechEqualiser.Equalise(sound);
        var logits = Logits(s_cepstra.Clip(samples));
        var odds = Card.Slope * (logits[0] - logits[1]) + Card.Offset;
        return new SpeechScore(1 / (1 + Math.Exp(-odds)), odds, (double)samples.Length / LinearCepstra.Rate);
    }

    private static SpeechDetector LoadFiles(string folder)
    {
        var text = ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumCardLength);
        var card = ArtifactJson.Parse(text, ArtifactFolder.Card, DetectorJson.Default.DetectorCard);
        if (card.Format != DetectorCard.CurrentFormat)
            throw new ArtifactException($"{ArtifactFolder.Card}: 'format' is '{card.Format}' where '{DetectorCard.CurrentFormat}' is read.");
        if (card.Layers is < 1 or > 64 || card.Classes.Count < 2 || !double.IsFinite(card.Slope) || !double.IsFinite(card.Offset))
            throw new ArtifactException($"{ArtifactFolder.Card}: 'layers' is 1 to 64, 'classes' two or more, 'slope' and 'offset' are numbers.");
        if (Path.GetFileName(card.Weights.File) != card.Weights.File)
            throw new ArtifactException($"{ArtifactFolder.Card}: '{card.Weights.File}' is no file name.");
        var content = ArtifactFile.Read(Path.Combine(folder, card.Weights.File), Safetensors.MaximumLength);
        if (!string.Equals(ArtifactFile.Digest(content), card.Weights.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new ArtifactException($"{card.Weights.File}: SHA-256 is {ArtifactFile.Digest(content)} where {ArtifactFolder.Card} says {card.Weights.Sha256}.");
        var file = Safetensors.Parse(content, card.Weights.File);
        var layers = new (float[] Weights, int Inputs, int Outputs)[card.Layers];
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var shape = file.Find(LayerName(layer)).Shape;
            if (shape.Count != 2 || shape[1] < 2 || (layer > 0 && shape[1] != layers[layer - 1].Outputs + 1))
                throw new ArtifactException($"{card.Weights.File}: tensor '{LayerName(layer)}' of shape [{string.Join(", ", shape)}] does not fit the layer before it.");
            layers[layer] = (file.Floats(LayerName(layer)), (int)shape[1] - 1, (int)shape[0]);
        }

        float[] means = file.Floats(Means), deviations = file.Floats(Deviations);
        if (layers[^1].Outputs != card.Classes.Count || means.Length != layers[0].Inputs || deviations.Length != means.Length || !deviations.All(deviation => deviation > 0))
            throw new ArtifactException($"{card.Weights.File}: the tensors do not fit each other or the classes of {ArtifactFolder.Card}.");
        return new SpeechDetector(card, means, deviations, layers, ArtifactFile.Digest(text));
    }
}

/// <summary>What a detector says of a clip.</summary>
/// <param name="Genuine">Probability that a person spoke, 0 to 1, where half of all clips are fake.</param>
/// <param name="LogOdds">ln of the odds of that.</param>
/// <param name="Seconds">Speech that was looked at, silence at the ends left out.</param>
public sealed record SpeechScore(double Genuine, double LogOdds, double Seconds);
