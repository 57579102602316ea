using Learners.Contracts;

namespace Learners.Host.Supervision;

/// <summary>The program a job is trained by.</summary>
/// <param name="Program">The file to execute.</param>
/// <param name="Arguments">Its words.</param>
internal sealed record TrainerCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>This program's own <c>train</c>.</summary>
    /// <param name="program">Path of this program.</param>
    /// <param name="modelsFolder">Where models are published.</param>
    /// <param name="job">What to train.</param>
    /// <param name="device">Name of the device that was lent.</param>
    /// <param name="runFolder">Where checkpoint and curves lie.</param>
    /// <param name="dataFolder">Where data lie, or null.</param>
    /// <param name="source">A file or folder of the data set, or null.</param>
    /// <param name="plugins">Folder of plug-ins, or null.</param>
    internal static TrainerCommand Of(
        string program, string modelsFolder, JobRecord job, string device, string runFolder, string? dataFolder, string? source, string? plugins) => new(
        program,
        [
            "train", job.Learner, "--data", job.Data,
            .. job.Preset is null ? [] : new[] { "--preset", job.Preset },
            .. job.Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }),
            "--seed", job.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--device", device,
            "--threads", job.Threads.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--out", Path.Combine(modelsFolder, job.Name),
            "--run-folder", runFolder,
            .. dataFolder is null ? [] : new[] { "--data-folder", dataFolder },
            .. source is null ? [] : new[] { "--source", source },
            .. plugins is null ? [] : new[] { "--plugins", Path.GetFullPath(plugins) },
            "--progress", "json",
            "--until-input-ends",
            "--resume",
        ]);
}
