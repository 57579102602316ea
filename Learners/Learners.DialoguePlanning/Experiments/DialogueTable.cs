using System.Globalization;
using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Pairs;
using Learners.Torch.Experiments;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>The ten systems on DailyDialog, each judged on all test dialogues and on those that training does not give away.</summary>
/// <param name="time">Clock of the trainer's reports.</param>
/// <param name="dataFolder">Where DailyDialog lies, in the folder <c>dailydialog</c>.</param>
/// <param name="outcomes">What systems did on every dialogue.</param>
internal sealed class DialogueTable(TimeProvider time, string dataFolder, OutcomeFiles outcomes) : IExperimentTable
{
    /// <summary>All test dialogues.</summary>
    internal const string Standard = "standard";

    /// <summary>Test dialogues that training does not give away.</summary>
    internal const string Clean = "clean";

    private const string Preset = "paper";
    private const int OtherReplies = 100;
    private const int Window = 5;
    private (DialogueCorpus Corpus, TurnTable Table, IReadOnlyList<int> Clean, LikelyReplies Replies, WordSpace Words)? _opened;

    /// <inheritdoc/>
    public string Name => "dailydialog";

    /// <inheritdoc/>
    public string Description => "ten systems on DailyDialog: next turns, replies towards a goal, orders of goals";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds)
    {
        Open();
        return [.. from seed in Enumerable.Range(0, seeds) from system in PlanningSystem.All where seed == 0 || system.Name != "tfidf" select Run(system, seed)];
    }

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var records = PlanningSystem.All.ToDictionary(
            system => system.Name, system => runs.Of(Enumerable.Range(0, DialogueReport.MostSeeds).Select(seed => Run(system, seed))));
        return new DialogueReport(records, outcomes).Write();
    }

    private static ExperimentRun Of(PlanningSystem system, long seed, Func<CancellationToken, IReadOnlyList<MetricRecord>> execute) => new(
        $"dailydialog/{system.Name}",
        system.Settings is null ? null : CurvedLearnerCard.Instance.Name,
        "dailydialog",
        seed,
        system.Settings is null ? new Dictionary<string, string> { ["system"] = system.Name } : CurvedTrial.Settled(Preset, system.Settings).Texts,
        execute);

    private ExperimentRun Run(PlanningSystem system, long seed) => Of(system, seed, cancellationToken => Execute(system, seed, cancellationToken));

    private List<MetricRecord> Execute(PlanningSystem system, long seed, CancellationToken cancellationToken)
    {
        var (corpus, table, clean, replies, words) = Open();
        var space = system switch
        {
            { Settings: { } settings } => new CurvedTrial(time).Train<ITurnSpace>(
                CurvedTrial.Settled(Preset, settings), corpus, seed, run => new VectorSpace(run.Encoder(), table.Turns, cancellationToken), cancellationToken),
            { Name: "tfidf" } => words,
            _ => new ChanceSpace(seed),
        };
        var splits = new Dictionary<string, DialogueOutcomes>();
        var figures = new List<MetricRecord>();
        foreach (var (split, dialogues) in new[] { (Standard, table.Everyone), (Clean, clean) })
        {
            var (own, spearman) = PlanningScores.Of(table, space, replies.Of, dialogues, new CurvedPairs(Window), cancellationToken);
            splits[split] = own;
            figures.AddRange(own.Figures().Select(figure => figure with { Name = $"{split}/{figure.Name}" }));
            figures.Add(new MetricRecord($"{split}/distance/spearman", spearman));
            figures.AddRange(Enumerable.Range(1, SequenceModelling.MostHistory).Select(history => new MetricRecord(
                string.Create(CultureInfo.InvariantCulture, $"{split}/next/h{history}/pool"), own.Of($"next/h{history}/rank").Values.Count)));
        }

        outcomes.Write(system.Name, seed, splits);
        return figures;
    }

    private (DialogueCorpus Corpus, TurnTable Table, IReadOnlyList<int> Clean, LikelyReplies Replies, WordSpace Words) Open()
    {
        if (_opened is { } there)
        {
            return there;
        }

        var corpus = DailyDialogFiles.Read(Path.Combine(dataFolder, "dailydialog"));
        var table = new TurnTable(corpus.Test);
        var words = new WordSpace(corpus.Training, table.Turns);
        var opened = (corpus, table, LeakFreeSplit.Of(corpus.Training, corpus.Test), new LikelyReplies(table, words, OtherReplies), words);
        _opened = opened;
        return opened;
    }
}
