using System.Text.Json;

namespace Learners.Torch.Experiments;

/// <summary>The finished runs of an experiment in a file of JSON lines, so that an experiment that was stopped goes on where it stood.</summary>
public sealed class RunLog
{
    private readonly string? _path;
    private readonly List<RunRecord> _records = [];

    /// <summary>Reads what is there. A last line that a kill cut short is left out, and overwritten by the next run.</summary>
    /// <param name="path">The file, which need not exist; null keeps the records in memory only.</param>
    /// <exception cref="InvalidDataException">A line is not a record; the message names it.</exception>
    public RunLog(string? path)
    {
        _path = path;
        if (path is null || !File.Exists(path))
        {
            return;
        }

        var text = File.ReadAllText(path);
        var whole = text.LastIndexOf('\n') + 1;
        var number = 0;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            _records.Add(Parse(line, number));
        }

        if (whole < text.Length)
        {
            File.WriteAllText(path, text[..whole]);
        }
    }

    /// <summary>Everything done, oldest first.</summary>
    public IReadOnlyList<RunRecord> Records => _records;

    /// <summary>The outcome of a run, or null where it was not done or its settings were others.</summary>
    /// <param name="run">Asked for.</param>
    public RunRecord? Find(ExperimentRun run) => _records.FindLast(record => record.IsOf(run));

    /// <summary>Outcomes of the runs that are done, one a run.</summary>
    /// <param name="runs">Asked for.</param>
    public IReadOnlyList<RunRecord> Of(IEnumerable<ExperimentRun> runs) => [.. runs.Select(Find).OfType<RunRecord>()];

    /// <summary>Keeps the outcome of a run.</summary>
    /// <param name="record">Finished.</param>
    public void Add(RunRecord record)
    {
        _records.Add(record);
        if (_path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            File.AppendAllText(_path, JsonSerializer.Serialize(record, RunJson.Default.RunRecord) + "\n");
        }
    }

    private RunRecord Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunJson.Default.RunRecord)
                ?? throw new InvalidDataException($"line {number} of {_path} is null, not a run");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"line {number} of {_path} is not a run: {fault.Message}", fault);
        }
    }
}
