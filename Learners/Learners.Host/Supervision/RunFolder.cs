using System.Text.Json;
using Learners.Contracts;
using Learners.Torch.Metrics;

namespace Learners.Host.Supervision;

/// <summary>What a job leaves on the disk while it runs and afterwards.</summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path)
{
    private const string ResultName = "result.json";
    private const int LongestLog = 1 << 20;

    /// <summary>The folder.</summary>
    internal string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>What trainers and host said, in lines.</summary>
    internal string LogPath => Path.Combine(FullPath, "log.txt");

    /// <summary>Curves of the run.</summary>
    internal string MetricsPath => Path.Combine(FullPath, MetricsFile.FileName);

    /// <summary>State of the run.</summary>
    internal string CheckpointPath => Path.Combine(FullPath, "checkpoint.safetensors");

    /// <summary>A mark that is another one after a checkpoint has been kept; null without any.</summary>
    internal (DateTime Written, long Length)? CheckpointMark =>
        new FileInfo(CheckpointPath) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    /// <summary>Makes the folder, and empties it if a job of an older store left something in it.</summary>
    /// <param name="isFirstAttempt">Whether nothing in it can belong to the job.</param>
    internal void Prepare(bool isFirstAttempt)
    {
        if (isFirstAttempt && Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }

        Directory.CreateDirectory(FullPath);
    }

    /// <summary>Forgets the checkpoint of settings that are no longer those of the job.</summary>
    internal void DropCheckpoint() => File.Delete(CheckpointPath);

    /// <summary>Keeps a trainer's result for a host that does not live to hear of it: whole or not at all.</summary>
    /// <param name="folder">Of the run.</param>
    /// <param name="result">What the trainer left.</param>
    internal static void WriteResult(string folder, TrainingResult result)
    {
        var beside = Path.Combine(folder, ResultName + ".new");
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(result, ContractsJson.Default.TrainingResult));
        File.Move(beside, Path.Combine(folder, ResultName), overwrite: true);
    }

    /// <summary>What a trainer left when it was done, or null.</summary>
    internal TrainingResult? ReadResult()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(FullPath, ResultName)), ContractsJson.Default.TrainingResult);
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return null; // none, or none that can be read: the run goes on from its checkpoint and writes it again
        }
    }

    /// <summary>The end of the log.</summary>
    /// <param name="lines">How many lines at most.</param>
    internal IReadOnlyList<string> LastLines(int lines)
    {
        try
        {
            using var file = new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = Math.Max(0, file.Length - LongestLog);
            using var reader = new StreamReader(file);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
