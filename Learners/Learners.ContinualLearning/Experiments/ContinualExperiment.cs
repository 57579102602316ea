using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>The experiments about learning to tell fakes one attack after another, arXiv 2312.09651.</summary>
public static class ContinualExperiment
{
    /// <summary>Key on the command line, and name of the results page.</summary>
    public const string Name = "rwm";

    /// <summary>Its tables, in the order of the report.</summary>
    /// <param name="data">Opens tasks.</param>
    /// <param name="time">Clock of the trainer's reports.</param>
    public static IReadOnlyList<IExperimentTable> Tables(ContinualData data, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(data);
        var trial = new ContinualTrial(data, time);
        return
        [
            new SpeechFactsTable(data),
            new ChoiceTable(trial),
            new ProtocolTable(trial, "a", "Protocol A: language, speaker and attack change from task to task", ["t1", "t2", "t3", "t4", "t5", "t6"], 2700),
            new ProtocolTable(trial, "b", "Protocol B: the same genuine voices in every task, a new attack in each", ["b1", "b2", "b3", "b4", "b5"], 2250),
            new ProtocolTable(trial, "c", "Protocol C: ten classes of clothes, turned by 30° more from task to task", ["c1", "c2", "c3", "c4", "c5"], 2500),
            new AngleTable(trial),
            new LiteralTable(trial),
            new RegionTable(trial),
        ];
    }
}
