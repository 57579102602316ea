using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Planning;

/// <summary>Chooses and orders goals: greedy curving, imaginary embedding chains, and both together.</summary>
/// <remarks>Section 3.3 of the specification. Every permutation is scored, so there are at most seven goals.</remarks>
/// <param name="space">Similarities of turns.</param>
internal sealed class GoalOrders(ITurnSpace space)
{
    /// <summary>Goals whose permutations are all tried.</summary>
    internal const int MostGoals = 7;

    /// <summary>Every order of goals; the first is the given one, the last its reversal.</summary>
    /// <param name="goals">1 to <see cref="MostGoals"/>.</param>
    internal static IReadOnlyList<int[]> Permutations(int goals)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(goals, MostGoals);
        return goals == 0
            ? [[]]
            : [.. Enumerable.Range(0, goals).SelectMany(first => Permutations(goals - 1).Select(rest => (int[])[first, .. rest.Select(goal => goal < first ? goal : goal + 1)]))];
    }

    /// <summary>How much the history calls for a goal: the sum of the similarities of its turns.</summary>
    /// <param name="history">Turns, the oldest first.</param>
    /// <param name="goal">Turn wanted.</param>
    /// <param name="between">Turns between the history and the goal.</param>
    internal double Curving(ReadOnlySpan<int> history, int goal, int between)
    {
        var sum = 0.0;
        for (var distance = history.Length; distance >= 1; distance--)
        {
            sum += space.Similarity(history[^distance], Parities.Of(distance + between), goal);
        }

        return sum;
    }

    /// <summary>How well goals follow each other in an order, without any context.</summary>
    /// <param name="goals">Turns wanted.</param>
    /// <param name="order">A permutation.</param>
    /// <param name="apart">Parity of the turns from one goal to the next.</param>
    /// <remarks>Links are added from the weakest on, so that without roles an order and its reversal are level to the last bit.</remarks>
    internal double Chain(ReadOnlySpan<int> goals, ReadOnlySpan<int> order, Parity apart)
    {
        Span<double> links = stackalloc double[Math.Max(0, order.Length - 1)];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = space.Similarity(goals[order[i]], apart, goals[order[i + 1]]);
        }

        links.Sort();
        var sum = 0.0;
        foreach (var link in links)
        {
            sum += link;
        }

        return sum;
    }

    /// <summary>Scores of every order by its chain.</summary>
    /// <param name="goals">Turns wanted.</param>
    /// <param name="apart">Parity of the turns from one goal to the next.</param>
    internal double[] Chains(int[] goals, Parity apart) => [.. Permutations(goals.Length).Select(order => Chain(goals, order, apart))];

    /// <summary>Scores of every order by its chain and the history: the first goal shall be called for, the later ones the less the later.</summary>
    /// <param name="history">Turns, the oldest first.</param>
    /// <param name="goals">Turns wanted.</param>
    /// <param name="between">Turns between the history and the first goal.</param>
    /// <param name="apart">Parity of the turns from one goal to the next.</param>
    internal double[] CurvedChains(int[] history, int[] goals, int between, Parity apart)
    {
        double[] called = [.. goals.Select(goal => Curving(history, goal, between))];
        return
        [
            .. Permutations(goals.Length).Select(order =>
            {
                var score = Chain(goals, order, apart) + called[order[0]];
                for (var i = 1; i < order.Length; i++)
                {
                    score -= (double)i / (order.Length - 1) * called[order[i]];
                }

                return score;
            }),
        ];
    }
}
