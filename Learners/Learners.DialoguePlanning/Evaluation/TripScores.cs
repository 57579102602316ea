using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Planning;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>How well the true next stop of held-out trips is found among all cells, beside the straight line.</summary>
internal static class TripScores
{
    private const int MostSteps = 300;
    private const int MostStops = 4;
    private const int First = 10;

    /// <summary>Adds <c>stop/kK/rank</c>, <c>…/normal-rank</c>, <c>…/hits-10</c> and <c>…/log-score</c>, and the first three of <c>line</c>.</summary>
    /// <param name="reachability">Trained.</param>
    /// <param name="sharpness">Of its probabilities.</param>
    /// <param name="trips">Held out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static IReadOnlyList<MetricRecord> Of(Reachability reachability, double sharpness, IReadOnlyList<Dialogue> trips, CancellationToken cancellationToken)
    {
        var figures = new List<MetricRecord>();
        for (var stops = 1; stops <= MostStops; stops++)
        {
            List<double> ours = [], straight = [], logs = [];
            foreach (var (start, truth, goal) in reachability.Steps(trips, stops).Take(MostSteps))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var scores = reachability.Scores(start, goal, stops);
                ours.Add(MidRank.Of(scores, truth));
                logs.Add(Reachability.LogProbability(scores, truth, sharpness));
                straight.Add(MidRank.Of(StraightLine.Scores(reachability.Cells, Cell(start), Cell(goal), stops), truth));
            }

            if (ours.Count == 0)
            {
                continue;
            }

            figures.Add(new MetricRecord($"stop/k{stops}/log-score", logs.Average()));
            foreach (var (name, ranks) in new[] { ("stop", ours), ("line", straight) })
            {
                figures.Add(new MetricRecord($"{name}/k{stops}/rank", ranks.Average()));
                figures.Add(new MetricRecord($"{name}/k{stops}/normal-rank", ranks.Average(rank => (rank - 1) / (reachability.Cells.Count - 1))));
                figures.Add(new MetricRecord($"{name}/k{stops}/hits-10", ranks.Count(rank => rank <= First) / (double)ranks.Count));
            }
        }

        return figures;
    }

    private static int Cell(string words) => CellWords.Cells(words.Split(' ')).Single();
}
