using System.CommandLine;
using System.Text.Json;
using Learners.Contracts;
using Learners.Host.Runs;

namespace Learners.Host.Commands;

/// <summary><c>train … --queue</c>: hands the run to a training host instead of training here.</summary>
internal sealed class QueueOption
{
    private readonly Option<bool> _queue = new("--queue") { Description = "Hand the run to a running training host as a job" };
    private readonly Option<string> _host = new("--host")
    {
        Description = $"With --queue: address of the training host; {HostSettings.DefaultUrl} when not given",
        DefaultValueFactory = _ => HostSettings.DefaultUrl,
    };

    private readonly Option<string?> _owner = new("--owner") { Description = "With --queue: whose job it is; your user name when not given" };
    private readonly Option<int> _priority = new("--priority") { Description = "With --queue: -100 to 100, larger goes first", DefaultValueFactory = _ => 0 };
    private readonly Option<string[]> _after = new("--after") { Description = "With --queue: number of a job that must have succeeded before; may be repeated", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _name = new("--name") { Description = "With --queue: name of the published model; made from data, preset and number when not given" };

    /// <summary>The options of the command line.</summary>
    internal IEnumerable<Option> All => [_queue, _host, _owner, _priority, _after, _name];

    /// <summary>Whether the run goes to a host.</summary>
    /// <param name="result">Parsed command line.</param>
    /// <param name="elsewhere">Options that the host decides about.</param>
    /// <exception cref="UsageException">An option is given that has no meaning then.</exception>
    internal bool IsGiven(ParseResult result, IEnumerable<Option> elsewhere)
    {
        var isGiven = result.GetValue(_queue);
        var (useless, reason) = isGiven ? (elsewhere, "the training host decides about") : (All, "only --queue knows");
        return useless.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } misplaced
            ? throw new UsageException($"{reason} {misplaced.Name}")
            : isGiven;
    }

    /// <summary>Hands the run over and says which job it has become.</summary>
    /// <param name="result">Parsed command line.</param>
    /// <param name="request">The checked run.</param>
    /// <param name="asJson">Whether the job is written as JSON.</param>
    /// <param name="output">Receives the answer.</param>
    /// <param name="cancellationToken">Ends the waiting; a job that was accepted stays.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> SubmitAsync(ParseResult result, TrainingRequest request, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        using var host = new HostClient(result.GetValue(_host)!);
        var job = await host.SubmitAsync(
            new JobSubmission(request.Job.Learner)
            {
                Data = request.Job.Data,
                Preset = request.Job.Preset,
                Settings = request.Job.Settings,
                Seed = request.Job.Seed,
                Device = request.Job.Device,
                Threads = request.Threads,
                Owner = result.GetValue(_owner) ?? Environment.UserName,
                Priority = result.GetValue(_priority),
                DependsOn = result.GetValue(_after)!,
                Name = result.GetValue(_name),
            },
            cancellationToken);
        output.WriteLine(asJson ? JsonSerializer.Serialize(job, ContractsJson.Default.JobRecord) : $"job {job.Id} is {JobsCommand.Word(job.State)}; './geosuite jobs logs {job.Id} --follow' follows it");
        return 0;
    }
}
