using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Planning;

namespace Learners.Tests.DialoguePlanning;

/// <summary>Acceptance checks C2 (planning), C7 and C8 of the specification.</summary>
public class GoalOrdersTests
{
    [Fact]
    public void At_an_in_distance_of_nothing_the_last_turn_is_an_odd_distance_away()
    {
        var asked = new List<(int Before, Parity Parity, int After)>();
        new GoalOrders(new Asked(asked)).Curving([4, 5], 9, between: 0);

        Assert.Equal([(4, Parity.Even, 9), (5, Parity.Odd, 9)], asked);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Chains_and_curved_chains_are_those_of_brute_force(int goals)
    {
        var space = new Plane(goals + 2);
        int[] history = [goals, goals + 1], wanted = [.. Enumerable.Range(0, goals)];
        var orders = GoalOrders.Permutations(goals);
        var chains = new GoalOrders(space).Chains(wanted, Parity.Even);
        var curved = new GoalOrders(space).CurvedChains(history, wanted, between: 1, Parity.Even);

        Assert.Equal(Enumerable.Range(1, goals).Aggregate(1, (product, i) => product * i), orders.Select(order => string.Join(',', order)).Distinct().Count());
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            var chain = Enumerable.Range(0, goals - 1).Sum(j => space.Similarity(order[j], Parity.Even, order[j + 1]));
            double Called(int goal) => space.Similarity(history[0], Parity.Odd, goal) + space.Similarity(history[1], Parity.Even, goal);
            Assert.Equal(chain, chains[i], 1e-12);
            Assert.Equal(chain + Called(order[0]) - Enumerable.Range(1, goals - 1).Sum(j => (double)j / (goals - 1) * Called(order[j])), curved[i], 1e-12);
        }

        Assert.Equal(wanted, orders[0]);
        Assert.Equal(wanted.Reverse(), orders[^1]);
    }

    [Fact]
    public void Without_direction_an_order_and_its_reversal_are_level()
    {
        var space = new Symmetric(new Plane(4));
        var chains = new GoalOrders(space).Chains([0, 1, 2, 3], Parity.Even);

        Assert.Equal(chains[0], chains[^1]);
        Assert.Equal(0, MidRank.Of(chains, 0) % 0.5);
    }

    [Fact]
    public void Those_level_share_their_places()
    {
        Assert.Equal(3, MidRank.Of([3, 7, 3, 3], 0));
        Assert.Equal(1, MidRank.Of([5, 4], 0));
        Assert.Equal([1.5, 3, 1.5], MidRank.All([2, 8, 2]));
        Assert.Equal(-1, MidRank.Spearman([1, 2, 3], [9, 5, 2]), 1e-12);
    }

    [Fact]
    public void The_mean_rank_of_chance_is_the_middle_of_the_pool()
    {
        const int pool = 101, draws = 4000;
        var space = new ChanceSpace(11);
        var ranks = Enumerable.Range(0, draws).Select(draw => MidRank.Of([.. Enumerable.Range(0, pool).Select(c => space.Similarity(draw, Parity.Odd, c))], draw % pool)).ToArray();
        var error = Math.Sqrt(((pool * pool) - 1) / 12.0 / draws);

        Assert.InRange(ranks.Average(), ((pool + 1) / 2.0) - (3 * error), ((pool + 1) / 2.0) + (3 * error));
    }

    private sealed class Asked(List<(int Before, Parity Parity, int After)> asked) : ITurnSpace
    {
        public double Similarity(int before, Parity parity, int after)
        {
            asked.Add((before, parity, after));
            return 0;
        }
    }

    // vectors of the plane, another for each role
    private sealed class Plane(int turns) : ITurnSpace
    {
        private readonly double[] _angles = [.. Enumerable.Range(0, 3 * turns).Select(i => 2.4 * i * i)];

        public double Similarity(int before, Parity parity, int after) => Math.Cos(_angles[(3 * before) + (int)parity] - _angles[(3 * after) + 2]);
    }

    private sealed class Symmetric(ITurnSpace space) : ITurnSpace
    {
        public double Similarity(int before, Parity parity, int after) => space.Similarity(Math.Min(before, after), parity, Math.Max(before, after));
    }
}
