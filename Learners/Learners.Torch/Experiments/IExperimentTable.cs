namespace Learners.Torch.Experiments;

/// <summary>One table of an experiment: the runs it is made of, and what is said about them.</summary>
/// <remarks>Two tables may share runs: a run is looked up by name, seed and settings, and is done once.</remarks>
public interface IExperimentTable
{
    /// <summary>Key on the command line, in words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>One line for people.</summary>
    string Description { get; }

    /// <summary>The runs of the table, those of seed 0 first, so that a table is complete early and gains seeds later.</summary>
    /// <param name="seeds">Runs of each row, with seeds from 0; at least 1.</param>
    /// <exception cref="IOException">Data are not there; the message says what to get.</exception>
    IReadOnlyList<ExperimentRun> Runs(int seeds);

    /// <summary>What the runs that are done say. Rows without runs stay empty.</summary>
    /// <param name="runs">Everything done so far.</param>
    ExperimentReport Report(RunLog runs);
}
