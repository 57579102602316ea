using System.Text.Json;
using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;
using Learners.Torch.Training;
using static TorchSharp.torch;
using Tensor = GeoCore.Artifacts.Tensor;

namespace Learners.DialoguePlanning.Publishing;

/// <summary>A trained planner as a folder: <c>card.json</c>, <c>weights.safetensors</c>, <c>words.txt</c>.</summary>
internal sealed class PublishedPlanner
{
    private const string CardFile = "card.json";
    private const string WeightsFile = "weights.safetensors";
    private const string WordsFile = "words.txt";
    private const string VocabularyWeights = "weights";

    private PublishedPlanner(PlannerCard card, BagEncoder encoder, IReadOnlyList<string> words) => (Card, Encoder, Words) = (card, encoder, words);

    /// <summary>What it is.</summary>
    internal PlannerCard Card { get; }

    /// <summary>Texts to vectors.</summary>
    internal BagEncoder Encoder { get; }

    /// <summary>Words it knows.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>What its cosines mean.</summary>
    internal CurvedPairs Pairs => new(Card.Window) { Binary = Card.Training?.Settings.GetValueOrDefault("targets") == "binary" };

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit.</exception>
    internal static PublishedPlanner Load(string folder) => LearnerArtifact.Read(folder, LoadFiles);

    /// <summary>Writes a trained network, then reads it back.</summary>
    /// <param name="folder">Replaced as a whole.</param>
    /// <param name="network">Trained.</param>
    /// <param name="vocabulary">Of its texts.</param>
    /// <param name="roles">What its vectors know.</param>
    /// <param name="pairs">What it learnt.</param>
    /// <param name="sharpness">Of the probability of the next stop; null where no trips were learnt.</param>
    /// <param name="provenance">How the weights came about.</param>
    /// <param name="metrics">How well.</param>
    internal static void Publish(
        string folder, nn.Module network, Vocabulary vocabulary, RoleSet roles, CurvedPairs pairs, double? sharpness, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        var weights = SafetensorsWriter.Write([.. Numbers(network).Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)]);
        var words = System.Text.Encoding.UTF8.GetBytes(string.Concat(vocabulary.Words.Select(word => word + "\n")));
        var job = provenance.Job;
        var card = new PlannerCard
        {
            Title = $"Curved contrastive learning of {job.Data}",
            Roles = roles.ToString().ToLowerInvariant(),
            Window = pairs.Window,
            PairBuckets = vocabulary.Buckets,
            Longest = vocabulary.Longest,
            Sharpness = sharpness,
            Sha256 = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [WeightsFile] = LearnerArtifact.Digest(weights),
                [WordsFile] = LearnerArtifact.Digest(words),
            },
            Training = new TrainingCard(job.Learner, job.Data, job.Preset, provenance.Settings, job.Seed, provenance.Steps, provenance.Command, provenance.Machine),
            Metrics = [.. metrics.Select(metric => new MetricCard(metric.Name, metric.Value))],
        };
        LearnerArtifact.Publish(
            folder,
            new Dictionary<string, byte[]>
            {
                [WeightsFile] = weights,
                [WordsFile] = words,
                [CardFile] = JsonSerializer.SerializeToUtf8Bytes(card, PlannerCardJson.Default.PlannerCard),
            },
            LoadFiles);
    }

    /// <summary>Weights of a network by their names, float32.</summary>
    /// <param name="network">On any device.</param>
    internal static Dictionary<string, Tensor> Numbers(nn.Module network)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return network.named_parameters().Select(pair => (pair.name, Numbers: (TorchSharp.torch.Tensor)pair.parameter))
            .Concat(network.named_buffers().Select(pair => (pair.name, Numbers: pair.buffer)))
            .ToDictionary(
                pair => pair.name,
                pair => new Tensor(pair.name, pair.Numbers.shape, pair.Numbers.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray()),
                StringComparer.Ordinal);
    }

    private static PublishedPlanner LoadFiles(string folder)
    {
        PlannerCard card;
        try
        {
            card = JsonSerializer.Deserialize(LearnerArtifact.Bytes(folder, CardFile), PlannerCardJson.Default.PlannerCard)
                ?? throw new ArtifactException($"{CardFile} is null.");
        }
        catch (JsonException fault)
        {
            throw new ArtifactException($"{CardFile}: {fault.Message}", fault);
        }

        if (card.Format != PlannerCard.CurrentFormat || !Enum.TryParse<RoleSet>(card.Roles, ignoreCase: true, out var roles) || !Enum.IsDefined(roles))
        {
            throw new ArtifactException($"{CardFile}: 'format' is '{card.Format}' and 'roles' is '{card.Roles}' where '{PlannerCard.CurrentFormat}' is read.");
        }

        string Digest(string name) => card.Sha256.GetValueOrDefault(name) ?? throw new ArtifactException($"{CardFile}: 'sha256' does not name {name}.");
        var weights = Safetensors.Parse(LearnerArtifact.Bytes(folder, WeightsFile, Digest(WeightsFile)), WeightsFile);
        var words = System.Text.Encoding.UTF8.GetString(LearnerArtifact.Bytes(folder, WordsFile, Digest(WordsFile))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var vocabulary = Vocabulary.Stored(words, card.PairBuckets, card.Longest, weights.Floats(VocabularyWeights));
            return new PublishedPlanner(card, new BagEncoder(vocabulary, roles, name => weights.Floats(name)), words);
        }
        catch (InvalidDataException fault)
        {
            throw new ArtifactException($"{WordsFile}: {fault.Message}", fault);
        }
    }
}
