using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Planning;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Which of three goals comes first, and in which order they come.</summary>
/// <remarks>Section 3.3 of the specification; the parity of a history turn is that of its true distance, so the last one is odd at an in-distance of 0.</remarks>
/// <param name="table">Turns.</param>
/// <param name="space">Their similarities.</param>
internal sealed class LongTermPlanning(TurnTable table, ITurnSpace space)
{
    /// <summary>Turns of the history.</summary>
    internal const int History = 2;

    /// <summary>Turns from one goal to the next.</summary>
    internal const int Apart = 2;

    /// <summary>Goals.</summary>
    internal const int Goals = 3;

    /// <summary>In-distances judged, from 0.</summary>
    internal const int Between = 4;

    private readonly GoalOrders _orders = new(space);

    /// <summary>Adds <c>goals/iI/curving/rank</c>, <c>goals/iI/chain/rank</c>, <c>…/partial-rank</c>, <c>…/reverse</c>, and the same of <c>curved-chain</c>.</summary>
    /// <param name="dialogues">Those judged.</param>
    /// <param name="outcomes">Receives the ranks.</param>
    internal void Add(IReadOnlyList<int> dialogues, DialogueOutcomes outcomes)
    {
        for (var between = 0; between < Between; between++)
        {
            int[] own = [.. dialogues.Where(dialogue => table.Length(dialogue) >= History + (Apart * Goals) + between + 1)];
            var curving = new List<(int, double)>();
            List<double[]> chains = [], curved = [];
            foreach (var dialogue in own)
            {
                int[] history = [.. Enumerable.Range(0, History).Select(position => table.Turn(dialogue, position))];
                int[] goals = [.. Enumerable.Range(0, Goals).Select(goal => table.Turn(dialogue, History + between + (Apart * goal)))];
                curving.Add((dialogue, MidRank.Of(goals.Select(goal => _orders.Curving(history, goal, between)).ToArray(), 0)));
                chains.Add(_orders.Chains(goals, Parities.Of(Apart)));
                curved.Add(_orders.CurvedChains(history, goals, between, Parities.Of(Apart)));
            }

            outcomes.Add($"goals/i{between}/curving/rank", curving);
            AddOrders($"goals/i{between}/chain", own, chains, outcomes);
            AddOrders($"goals/i{between}/curved-chain", own, curved, outcomes);
        }
    }

    private static void AddOrders(string name, int[] dialogues, List<double[]> scores, DialogueOutcomes outcomes)
    {
        outcomes.Add($"{name}/rank", dialogues.Zip(scores, (dialogue, all) => (dialogue, MidRank.Of(all, 0))));
        outcomes.Add($"{name}/partial-rank", dialogues.Zip(scores, (dialogue, all) => (dialogue, MidRank.Of(all.AsSpan(0, all.Length - 1), 0))));
        outcomes.Add($"{name}/reverse", dialogues.Zip(scores, (dialogue, all) => (dialogue, Math.Sign(all[0] - all[^1]) switch { > 0 => 1.0, 0 => 0.5, _ => 0.0 })));
    }
}
