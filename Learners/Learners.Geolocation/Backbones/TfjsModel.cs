using System.Text.Json;
using GeoCore.Artifacts;

namespace Learners.Geolocation.Backbones;

/// <summary>A graph model of TensorFlow.js: operations in <c>model.json</c>, weights in the files that its manifest names.</summary>
/// <remarks>Format: github.com/tensorflow/tfjs, tfjs-converter ("graph-model") and tfjs-core io (weights manifest). A layers model of Keras is another format.</remarks>
internal sealed class TfjsModel
{
    private readonly Dictionary<string, TfjsNode> _nodes;
    private readonly Dictionary<string, TfjsWeight> _weights;

    private TfjsModel(Dictionary<string, TfjsNode> nodes, Dictionary<string, TfjsWeight> weights) => (_nodes, _weights) = (nodes, weights);

    /// <summary>Operations by name.</summary>
    internal IReadOnlyDictionary<string, TfjsNode> Nodes => _nodes;

    /// <summary>Constants by name.</summary>
    internal IReadOnlyDictionary<string, TfjsWeight> Weights => _weights;

    /// <summary>Reads a model.</summary>
    /// <param name="path">Of the JSON file; its weights lie beside it.</param>
    /// <exception cref="ArtifactException">It is no such model; the message says where.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    internal static TfjsModel Read(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (!root.TryGetProperty("modelTopology", out var topology) || !topology.TryGetProperty("node", out var nodes))
            {
                throw new ArtifactException("it has no graph; a layers model of Keras cannot be read");
            }

            var read = new Dictionary<string, TfjsNode>(StringComparer.Ordinal);
            foreach (var node in nodes.EnumerateArray())
            {
                var one = Node(node);
                if (!read.TryAdd(one.Name, one))
                {
                    throw new ArtifactException($"it has two nodes '{one.Name}'");
                }
            }

            return new TfjsModel(read, TfjsManifest.Read(root.GetProperty("weightsManifest"), folder));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArtifactException)
        {
            throw new ArtifactException($"{name} is no graph model of TensorFlow.js that can be read: {fault.Message}", fault);
        }
    }

    private static TfjsNode Node(JsonElement node) => new(
        node.GetProperty("name").GetString()!,
        node.GetProperty("op").GetString()!,
        node.TryGetProperty("input", out var inputs) ? [.. inputs.EnumerateArray().Select(static input => input.GetString()!).Where(static input => !input.StartsWith('^')).Select(static input => input.EndsWith(":0", StringComparison.Ordinal) ? input[..^2] : input)] : [],
        node.TryGetProperty("attr", out var settings) ? settings.Clone() : default);
}
