using Learners.Contracts;

namespace Learners.Host.Supervision;

/// <summary>Where and how trainers run.</summary>
/// <param name="JobsFolder">Holds a folder for each job.</param>
/// <param name="Command">The program for a job, on a device, in a run folder.</param>
internal sealed record SupervisorOptions(string JobsFolder, Func<JobRecord, string, string, TrainerCommand> Command)
{
    /// <summary>What a cancelled trainer has to stop, and all trainers have when the host stops.</summary>
    public TimeSpan TimeToStop { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What a paused trainer has for the step under way and its checkpoint.</summary>
    public TimeSpan TimeToPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told what a person who runs the host should know.</summary>
    public Action<string> Complain { get; init; } = _ => { };

    /// <summary>How often the kernel has killed something for want of memory.</summary>
    public Func<long> CountMemoryKills { get; init; } = Processes.CountMemoryKills;
}
