using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Learners.Contracts;

namespace Learners.Host.Runs;

/// <summary>A checked command line.</summary>
/// <param name="Job">Learner, data, settings, seed, device.</param>
/// <param name="Values">Every parameter, settled.</param>
/// <param name="OutputFolder">Where the model is published.</param>
/// <param name="RunFolder">Where the checkpoint and the curves are kept while it runs.</param>
/// <param name="DataFolder">Where training data lie or are fetched to.</param>
/// <param name="Source">A file or folder of data named by the caller, or null.</param>
/// <param name="Threads">Threads of torch.</param>
/// <param name="Resume">Whether to go on from a checkpoint.</param>
internal sealed record TrainingRequest(
    JobSpec Job, HyperParameterValues Values, string OutputFolder, string RunFolder, string DataFolder, string? Source, int Threads, bool Resume)
{
    /// <summary>Whether a host reads the output: progress and result as JSON lines.</summary>
    public bool TellsHost { get; init; }

    private const string DecidesNothing = "checkpoint-every";

    /// <summary>Identifies what decides the outcome: learner, data, every setting and the seed; not where it runs or where it is written.</summary>
    internal string Digest
    {
        get
        {
            var lines = Values.Texts.Where(pair => pair.Key != DecidesNothing).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={pair.Value}")
                .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Job.Learner} {Job.Data} {Job.Seed}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }
    }

    /// <summary>The command that repeats this run.</summary>
    internal string Command => string.Join(' ', new[] { "./geosuite train", Job.Learner, "--data", Job.Data }
        .Concat(Job.Preset is null ? [] : ["--preset", Job.Preset])
        .Concat(Job.Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }))
        .Concat(["--seed", Job.Seed.ToString(CultureInfo.InvariantCulture)]));
}
