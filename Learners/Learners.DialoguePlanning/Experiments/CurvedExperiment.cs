using Learners.Torch.Experiments;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>The experiments about curved contrastive learning: ten systems on DailyDialog, and the graph whose distances are known.</summary>
public static class CurvedExperiment
{
    /// <summary>Key on the command line, and name of the results page.</summary>
    public const string Name = "ccl";

    /// <summary>Its tables, in the order of the report.</summary>
    /// <param name="time">Clock of the trainer's reports.</param>
    /// <param name="dataFolder">Where DailyDialog lies, in the folder <c>dailydialog</c>.</param>
    /// <param name="runsFolder">Where finished runs are kept.</param>
    public static IReadOnlyList<IExperimentTable> Tables(TimeProvider time, string dataFolder, string runsFolder) =>
    [
        new DialogueTable(time, dataFolder, new OutcomeFiles(Path.Combine(runsFolder, "outcomes"))),
        new GraphTable(time),
    ];
}
