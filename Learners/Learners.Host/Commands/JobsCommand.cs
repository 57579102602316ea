using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Learners.Contracts;

namespace Learners.Host.Commands;

/// <summary><c>jobs list|show|logs|pause|resume|cancel</c>: the jobs of a running host.</summary>
internal sealed class JobsCommand
{
    private const int LogLines = 100;
    private const int AllLines = 100_000;
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(1);
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly Option<string> _host = new("--host")
    {
        Description = $"Address of the training host; {HostSettings.DefaultUrl} when not given",
        DefaultValueFactory = _ => HostSettings.DefaultUrl,
        Recursive = true,
    };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON", Recursive = true };
    private readonly Argument<string> _id = new("id") { Description = "Number of the job" };

    private JobsCommand(TextWriter output, TimeProvider time) => (_output, _time) = (output, time);

    internal static Command Create(TextWriter output, TimeProvider time) => new JobsCommand(output, time).Create();

    private Command Create()
    {
        var state = new Option<string?>("--state") { Description = "Only jobs of this state: queued, waiting, running, paused, succeeded, failed, cancelled …" };
        var owner = new Option<string?>("--owner") { Description = "Only jobs of this owner" };
        var list = new Command("list", "One line for each job, the newest first") { state, owner };
        list.SetAction((result, cancellationToken) => ListAsync(result, result.GetValue(state), result.GetValue(owner), cancellationToken));
        var show = new Command("show", "Everything about one job") { _id };
        show.SetAction((result, cancellationToken) => UseAsync(result, host => host.FindAsync(result.GetRequiredValue(_id), cancellationToken)));
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the job ends" };
        var logs = new Command("logs", "What its trainer said") { _id, follow };
        logs.SetAction((result, cancellationToken) => LogsAsync(result, result.GetValue(follow), cancellationToken));
        var jobs = new Command("jobs", "List, show and steer the jobs of a running training host")
        {
            list, show, logs,
            Ask("pause", "Stop a job with a checkpoint and free its device"),
            Ask("resume", "Let a paused job go on from its checkpoint"),
            Ask("cancel", "End a job for good"),
            _host, _json,
        };
        jobs.SetAction((result, cancellationToken) => ListAsync(result, null, null, cancellationToken));
        return jobs;
    }

    private Command Ask(string wish, string description)
    {
        var command = new Command(wish, description) { _id };
        command.SetAction((result, cancellationToken) => UseAsync(result, host => host.AskAsync(result.GetRequiredValue(_id), wish, cancellationToken)));
        return command;
    }

    private async Task<int> UseAsync(ParseResult result, Func<HostClient, Task<JobRecord>> use)
    {
        using var host = new HostClient(result.GetValue(_host)!);
        var job = await use(host);
        _output.WriteLine(result.GetValue(_json) ? JsonSerializer.Serialize(job, ContractsJson.Default.JobRecord) : Describe(job));
        return 0;
    }

    private async Task<int> ListAsync(ParseResult result, string? state, string? owner, CancellationToken cancellationToken)
    {
        using var host = new HostClient(result.GetValue(_host)!);
        var query = string.Join('&', new[] { ("state", state), ("owner", owner) }.Where(pair => pair.Item2 is not null).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
        var jobs = await host.ListAsync(query.Length == 0 ? "" : "?" + query, cancellationToken);
        if (result.GetValue(_json))
        {
            _output.WriteLine(JsonSerializer.Serialize(jobs, ContractsJson.Default.IReadOnlyListJobRecord));
            return 0;
        }

        foreach (var job in jobs)
        {
            _output.WriteLine($"{job.Id,4}  {Word(job.State),-10} {job.Learner,-20} {job.Data,-14} {job.Preset,-16} {job.Owner,-12} {Progress(job)}".TrimEnd());
        }

        return 0;
    }

    // the log only grows, so that what was written already is left out by counting
    private async Task<int> LogsAsync(ParseResult result, bool follows, CancellationToken cancellationToken)
    {
        using var host = new HostClient(result.GetValue(_host)!);
        var id = result.GetRequiredValue(_id);
        var written = "";
        while (true)
        {
            var hasEnded = (await host.FindAsync(id, cancellationToken)).State.IsFinal(); // asked before the log, so that its last lines are not missed
            var log = await host.LogAsync(id, follows ? AllLines : LogLines, cancellationToken);
            _output.Write(log.StartsWith(written, StringComparison.Ordinal) ? log[written.Length..] : log);
            _output.Flush();
            written = log;
            if (!follows || hasEnded)
            {
                return 0;
            }

            await Task.Delay(s_pollEvery, _time, cancellationToken);
        }
    }

    /// <summary>A state as people read it.</summary>
    internal static string Word(JobState state) => state.ToString().ToLowerInvariant();

    private static string Progress(JobRecord job) => job.Error ?? (job.Progress is { } progress
        ? string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}/{progress.Steps}  loss {progress.Loss:F5}  {TimeSpan.FromSeconds(Math.Round(progress.RemainingSeconds))} to go")
        : "");

    private static string Describe(JobRecord job)
    {
        var lines = new List<string>
        {
            $"job {job.Id} of {job.Owner} is {Word(job.State)}",
            $"learner   {job.Learner}, data {job.Data}, preset {job.Preset ?? "none"}, seed {job.Seed}",
            $"device    {job.RunsOn ?? job.Device}, {job.MemoryBytes >> 20} MiB, {job.Threads} thread(s), attempt {job.Attempt}",
        };
        lines.AddRange(job.Settings.Select(setting => $"setting   {setting.Key}={setting.Value}"));
        lines.AddRange(job.DependsOn.Count > 0 ? [$"after     job {string.Join(", ", job.DependsOn)}"] : []);
        lines.AddRange(job.Progress is not null ? [$"progress  {Progress(job with { Error = null })}"] : []);
        lines.AddRange(job.Notes.Select(note => $"note      {note}"));
        lines.AddRange(job.Error is null ? [] : [$"error     {job.Error}"]);
        lines.AddRange(job.Result is null ? [] : job.Result.Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"score     {metric.Name} {metric.Value:F5}")).Prepend($"model     {job.Result.Folder}"));
        return string.Join(Environment.NewLine, lines);
    }
}
