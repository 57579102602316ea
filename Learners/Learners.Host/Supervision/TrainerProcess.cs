using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Learners.Contracts;
using Learners.Host.Queue;

namespace Learners.Host.Supervision;

/// <summary>A trainer at work. Its standard input is a pipe that says nothing: its end tells the trainer to stop, also when the host is killed.</summary>
internal sealed class TrainerProcess : IDisposable
{
    /// <summary>A trainer that ran out of memory and could still say so.</summary>
    internal const int OutOfMemoryCode = 12;

    /// <summary>A trainer that stopped on request.</summary>
    internal const int StoppedCode = 130;

    private const int KilledCode = 128 + 9;
    private const int LastLines = 5;
    private readonly Process _process;
    private readonly RunFolder _folder;
    private readonly StreamWriter _log;
    private readonly (DateTime, long)? _markBefore;
    private readonly long _memoryKillsBefore;
    private readonly Func<long> _countMemoryKills;
    private readonly Lock _logging = new();
    private bool _wasKilledByUs;

    private TrainerProcess(ProcessStartInfo start, RunFolder folder, StreamWriter log, Func<long> countMemoryKills)
    {
        (_folder, _log, _countMemoryKills) = (folder, log, countMemoryKills);
        (_markBefore, _memoryKillsBefore) = (folder.CheckpointMark, countMemoryKills()); // before it starts: it may be quick
        _process = Process.Start(start)!;
        Identity = Processes.Identify(_process.Id);
    }

    /// <summary>Who it is; null where it has ended already.</summary>
    internal TrainerIdentity? Identity { get; }

    /// <summary>Starts a trainer.</summary>
    /// <param name="command">The program.</param>
    /// <param name="folder">Of the run; exists.</param>
    /// <param name="countMemoryKills">See <see cref="Processes.CountMemoryKills"/>.</param>
    /// <exception cref="IOException">The program cannot be started.</exception>
    internal static TrainerProcess Start(TrainerCommand command, RunFolder folder, Func<long> countMemoryKills)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var log = new StreamWriter(new FileStream(folder.LogPath, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete)) { AutoFlush = true };
        try
        {
            return new TrainerProcess(start, folder, log, countMemoryKills);
        }
        catch (Win32Exception fault)
        {
            log.Dispose();
            throw new IOException($"{command.Program} cannot be started: {fault.Message}", fault);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="report">Told what the trainer says.</param>
    internal async Task<TrainerEnd> WaitAsync(Action<TrainingProgress> report)
    {
        TrainingResult? result = null;
        await Task.WhenAll(
            ReadAsync(_process.StandardOutput, line => result = Hear(line, report) ?? result),
            ReadAsync(_process.StandardError, Log));
        await _process.WaitForExitAsync();
        Log($"the trainer ended with exit code {_process.ExitCode}");
        return _process.ExitCode switch
        {
            0 when (result ?? _folder.ReadResult()) is { } left => new TrainerEnd.Done(left),
            0 => new TrainerEnd.Failed("the trainer ended without a result"),
            OutOfMemoryCode => new TrainerEnd.OutOfMemory(),
            StoppedCode => new TrainerEnd.Stopped(),
            KilledCode when _wasKilledByUs => new TrainerEnd.Stopped(),
            KilledCode when _countMemoryKills() > _memoryKillsBefore => new TrainerEnd.OutOfMemory(),
            KilledCode => new TrainerEnd.Killed(_folder.CheckpointMark is { } mark && mark != _markBefore),
            var code => new TrainerEnd.Failed(LastWords(code)),
        };
    }

    /// <summary>Asks it to stop with a checkpoint.</summary>
    internal void AskToStop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            // it has ended already
        }
    }

    /// <summary>Ends it without asking.</summary>
    internal void Kill()
    {
        _wasKilledByUs = true;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it has ended already
        }
    }

    /// <summary>Adds a line to the log of the run.</summary>
    internal void Log(string line)
    {
        lock (_logging)
        {
            _log.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> hear)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            hear(line);
        }
    }

    private TrainingResult? Hear(string line, Action<TrainingProgress> report)
    {
        try
        {
            var said = JsonSerializer.Deserialize(line, ContractsJson.Lines.TrainerLine);
            if (said?.Progress is { } progress)
            {
                report(progress);
            }

            return said?.Result;
        }
        catch (JsonException)
        {
            Log(line); // a library that prints
            return null;
        }
    }

    private string LastWords(int code)
    {
        var lines = _folder.LastLines(LastLines + 1).SkipLast(1).ToList(); // without the exit code, which stands here already
        var complaint = lines.LastOrDefault(line => line.StartsWith("geosuite: ", StringComparison.Ordinal))?["geosuite: ".Length..];
        return complaint ?? $"the trainer ended with exit code {code}" + (lines.Count == 0 ? "" : ": " + string.Join(" | ", lines));
    }
}
