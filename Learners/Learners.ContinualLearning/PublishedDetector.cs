using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Audio;
using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Metrics;
using Learners.ContinualLearning.Networks;
using Learners.Contracts;
using Learners.Torch.Training;
using Tensor = GeoCore.Artifacts.Tensor;

namespace Learners.ContinualLearning;

/// <summary>Turns a trained network into an artifact that scores clips without torch.</summary>
internal static class PublishedDetector
{
    /// <summary>Writes it.</summary>
    /// <param name="folder">Of the artifact; replaced as a whole.</param>
    /// <param name="tasks">Standardised.</param>
    /// <param name="learner">Trained.</param>
    /// <param name="provenance">How the weights came about.</param>
    /// <param name="metrics">How well it does.</param>
    /// <exception cref="TrainingException">The network looks at frames, which is for experiments alone.</exception>
    internal static void Write(string folder, ContinualTasks tasks, RwmLearner learner, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        if (learner.Net is not MlpNet)
        {
            throw new TrainingException("a network of frames is for experiments and is not published; network=mlp is");
        }

        var (slope, offset) = Calibration(tasks, learner);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var card = new DetectorCard(name, "Genuine speech or fake", tasks.ClassNames, 0, new DetectorFile(string.Empty, string.Empty))
        {
            Description = $"{tasks.Tasks.Count} tasks learnt one after another by the method '{provenance.Settings["method"]}'; the score is calibrated on validation examples of all tasks.",
            FrontEnd = tasks.FrontEnd,
            Licence = tasks.Licence,
            Attribution = tasks.Attribution,
            ResponsibleUse = tasks.FrontEnd is null ? null : "Says whether a clip sounds like the synthesizers and vocoders it learnt, not who speaks; it knows none of the neural voices of today. No proof of anything about a person.",
            Slope = slope,
            Offset = offset,
            Training = JsonSerializer.SerializeToElement(Training(provenance)),
            Metrics = [.. metrics.Where(metric => !metric.Name.StartsWith("after-", StringComparison.Ordinal)).Select(metric => new DetectorMetric(metric.Name, metric.Value))],
        };
        SpeechDetector.Publish(folder, card, tasks.Means, tasks.Deviations, [.. learner.Net.Layers.Select((layer, i) =>
            new Tensor(SpeechDetector.LayerName(i), layer.shape, Floats(layer)))]);
    }

    private static float[] Floats(TorchSharp.Modules.Parameter layer)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return layer.detach().to_type(TorchSharp.torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    private static (double Slope, double Offset) Calibration(ContinualTasks tasks, RwmLearner learner)
    {
        ExampleSet[] validation = [.. tasks.Tasks.Select(task => task.Validation).Where(set => set.Count > 0)];
        if (tasks.ClassNames.Count != 2 || validation.Length == 0)
        {
            return (1, 0);
        }

        var scores = TaskScores.Of(learner.Net, ExampleSet.Union(validation));
        return PlattScaling.Fit(scores.Scores, scores.IsGenuine);
    }

    private static JsonObject Training(Provenance provenance) => new()
    {
        ["learner"] = provenance.Job.Learner,
        ["data"] = provenance.Job.Data,
        ["preset"] = provenance.Job.Preset,
        ["settings"] = Words(provenance.Settings),
        ["seed"] = provenance.Job.Seed,
        ["steps"] = provenance.Steps,
        ["command"] = provenance.Command,
        ["machine"] = Words(provenance.Machine),
    };

    private static JsonObject Words(IReadOnlyDictionary<string, string> texts) =>
        new(texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}
