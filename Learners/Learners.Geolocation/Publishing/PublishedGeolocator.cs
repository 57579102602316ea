using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using Learners.Contracts;
using Learners.Geolocation.Backbones;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using Learners.Geolocation.Networks;
using Learners.Torch.Training;

namespace Learners.Geolocation.Publishing;

/// <summary>Turns a trained geolocator into an artifact: card, picture network, and the weights of heads, places and maps.</summary>
/// <param name="data">What it learnt.</param>
/// <param name="classes">Its heads.</param>
/// <param name="learner">Trained.</param>
/// <param name="preparation">What is done to a picture.</param>
/// <param name="frozen">The network of others that sees pictures, or null for the trained one.</param>
/// <param name="sources">Its heads as sources.</param>
/// <param name="fit">Temperatures and weights.</param>
/// <param name="rule">How maps become one where a request says nothing.</param>
internal sealed class PublishedGeolocator(
    OverheadData data, PlaceClasses classes, GeolocatorLearner learner, PicturePreparation preparation, FrozenBackbone? frozen, TrainedSources sources, SourceFit fit, PoolingRule rule)
{
    private const string BackboneFile = "backbone.onnx";
    private const string WeightsFile = "weights.safetensors";
    private const string ProbeFile = "probe.json";
    private const string GateTable = "gate.table";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the artifact.</summary>
    /// <param name="folder">Of the artifact; replaced as a whole.</param>
    /// <param name="provenance">How the weights came about.</param>
    /// <param name="metrics">How well it does.</param>
    internal void Write(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        var files = new Dictionary<string, byte[]>();
        var weights = SafetensorsWriter.Write([.. new PublishedTensors(data, learner, sources, classes).All(), .. Gate()]);
        var probe = new PublishedProbe(learner, classes, preparation, frozen, sources.Ensemble(fit) with { Rule = rule }, sources.GateAttributes).File();
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var card = new JsonObject
        {
            ["format"] = GeolocatorCard.CurrentFormat,
            ["id"] = name,
            ["title"] = data.Title,
            ["description"] = "Several heads of one network become maps, pooled with weights that were fitted on pictures of other parts of the world.",
            ["licence"] = data.Licence,
            ["source"] = data.Source,
            ["grid"] = data.Grid.Name,
            ["backbone"] = Backbone(files),
            ["sources"] = new JsonArray([.. Sources()]),
            ["prior"] = new JsonObject { ["kinds"] = new JsonArray("land", "uniform", "training"), ["default"] = "land" },
            ["rule"] = rule.ToString(),
            ["gate"] = fit.Gate is null ? null : new JsonObject { ["features"] = new JsonArray([.. sources.GateAttributes.Select(name => JsonValue.Create(name))]), ["table"] = GateTable },
            ["weights"] = new JsonObject { ["file"] = WeightsFile, ["sha256"] = CardParts.Digest(weights) },
            ["probe"] = new JsonObject { ["file"] = ProbeFile, ["sha256"] = CardParts.Digest(probe) },
            ["training"] = Training(provenance),
            ["metrics"] = new JsonArray([.. metrics.Select(metric => new JsonObject { ["name"] = metric.Name, ["value"] = metric.Value })]),
            ["responsibleUse"] = new JsonObject { ["minimumCellKm2"] = Math.Round(data.Grid.Areas.TotalKm2 / data.Grid.Count), ["pictures"] = data.Pictures },
        };
        files[WeightsFile] = weights;
        files[ProbeFile] = probe;
        files["card.json"] = System.Text.Encoding.UTF8.GetBytes(card.ToJsonString(s_indented) + "\n");
        GeolocatorArtifact.Publish(folder, files);
    }

    private GeoCore.Artifacts.Tensor[] Gate() => fit.Gate is { } gate
        ? [new(GateTable, [gate.SourceCount, 1 + gate.FeatureCount], Array.ConvertAll(gate.Table.ToArray(), number => (float)number))]
        : [];

    // a network of others comes along where it is small, and stays where the user has it where it is large
    private JsonObject Backbone(Dictionary<string, byte[]> files)
    {
        if (frozen is { IsLarge: true })
        {
            return CardParts.Backbone(frozen.Path, frozen.Sha256, frozen.Width, frozen.Output, preparation);
        }

        var content = frozen?.Content() ?? OnnxPictureNet.Write(learner.Parts.Pictures!, preparation.Width);
        files[BackboneFile] = content;
        return CardParts.Backbone(BackboneFile, CardParts.Digest(content), learner.Parts.Width, frozen is null ? OnnxPictureNet.Output : frozen.Output, preparation);
    }

    private IEnumerable<JsonNode> Sources()
    {
        var ensemble = sources.Ensemble(fit);
        for (var i = 0; i < ensemble.Members.Count; i++)
        {
            var attribute = i < 2 ? null : data.Attributes[i - 2];
            var name = ensemble.Members[i].Source.Name;
            string[] layers = learner.Parts.Hidden is null ? [name] : [PublishedTensors.HiddenName, name];
            var source = new JsonObject
            {
                ["name"] = name,
                ["title"] = attribute?.Title ?? (i == 0 ? "Cells of a partition" : "Comparison with places"),
                ["kind"] = attribute is not null ? "attribute" : i == 0 ? "classifier" : "retrieval-field",
                ["weight"] = fit.Weights[i],
                ["floor"] = SourceFit.Floor,
                ["head"] = new JsonObject { ["layers"] = new JsonArray([.. layers.SelectMany(layer => (JsonNode[])[$"{layer}.weight", $"{layer}.bias"])]) },
            };
            if (attribute is not null)
            {
                source["temperature"] = fit.Temperatures[i - 2];
                source["classes"] = new JsonArray([.. attribute.Labels.Select(label => JsonValue.Create(label))]);
                source["classOfCell"] = $"{name}.cells";
            }
            else if (i == 0)
            {
                source["partitions"] = new JsonArray([.. classes.Limits.Select(limit => new JsonObject { ["most"] = limit.Most, ["fewest"] = limit.Fewest })]);
                source["photographs"] = new JsonArray("training.longitudes", "training.latitudes");
            }
            else
            {
                source["scale"] = fit.FieldScale;
                learner.Places.Describe(source);
            }

            yield return source;
        }
    }

    private static JsonObject Training(Provenance provenance) => new()
    {
        ["learner"] = provenance.Job.Learner,
        ["data"] = provenance.Job.Data,
        ["preset"] = provenance.Job.Preset,
        ["settings"] = new JsonObject(provenance.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        ["seed"] = provenance.Job.Seed,
        ["steps"] = provenance.Steps,
        ["command"] = provenance.Command,
        ["machine"] = new JsonObject(provenance.Machine.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
    };
}
