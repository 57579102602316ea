using Learners.Contracts;

namespace Learners.Host.Runs;

/// <summary>A checked command line.</summary>
/// <param name="Job">Learner, data, settings, seed, device.</param>
/// <param name="Values">Every parameter, settled.</param>
/// <param name="OutputFolder">Where the model is published and the checkpoint kept.</param>
/// <param name="DataFolder">Where training data lie or are fetched to.</param>
/// <param name="Threads">Threads of torch.</param>
/// <param name="Resume">Whether to go on from a checkpoint.</param>
internal sealed record TrainingRequest(JobSpec Job, HyperParameterValues Values, string OutputFolder, string DataFolder, int Threads, bool Resume)
{
    /// <summary>The command that repeats this run.</summary>
    internal string Command => string.Join(' ', new[] { "./geosuite train", Job.Learner, "--data", Job.Data }
        .Concat(Job.Preset is null ? [] : ["--preset", Job.Preset])
        .Concat(Job.Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }))
        .Concat(["--seed", Job.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
}
