using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Pairs;

namespace Learners.Tests.DialoguePlanning;

/// <summary>Acceptance checks C1 to C4 of the specification.</summary>
public class CurvedPairsTests
{
    [Fact]
    public void Targets_of_a_window_of_five_fall_in_steps_of_a_fifth() =>
        Assert.Equal([0.8f, 0.6f, 0.4f, 0.2f], Enumerable.Range(1, 4).Select(new CurvedPairs(5).Target));

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    public void Targets_are_one_less_the_distance_over_the_window(int window) => Assert.All(
        Enumerable.Range(1, window - 1), distance => Assert.Equal(1 - (double)distance / window, new CurvedPairs(window).Target(distance), 1e-6));

    [Fact]
    public void A_window_ends_at_the_last_turn_and_gives_three_pairs_for_every_distance()
    {
        for (var window = 2; window < 8; window++)
        {
            var pairs = new CurvedPairs(window);
            Assert.Equal(3 * (window - 1), PairsOf(pairs, 0).Count);
            Assert.All(Enumerable.Range(1, 12), turns => Assert.Equal(Math.Max(0, turns - window + 1), pairs.Windows(turns)));
        }
    }

    [Fact]
    public void DailyDialog_has_the_windows_of_all_its_training_dialogues()
    {
        var folder = Path.GetDirectoryName(Shared.Path("data/dailydialog/dialogues_text_train.txt"))!;
        var corpus = DailyDialogFiles.Read(folder);

        Assert.Equal((11_118, 87_171), (corpus.Training.Count, corpus.Training.Sum(dialogue => dialogue.Turns.Count)));
        Assert.Equal(44_051, corpus.Training.Sum(dialogue => new CurvedPairs(5).Windows(dialogue.Turns.Count)));
    }

    [Fact]
    public void The_before_side_carries_the_parity_of_the_distance_and_the_after_side_none()
    {
        Assert.Equal("[O] [BEFORE] how are you", Roles.BeforeText(RoleSet.Speaker, "how are you", 1));
        Assert.Equal("[E] [BEFORE] how are you", Roles.BeforeText(RoleSet.Speaker, "how are you", 2));
        Assert.Equal("[BEFORE] how are you", Roles.BeforeText(RoleSet.Classic, "how are you", 1));
        Assert.Equal("[AFTER] fine", Roles.AfterText(RoleSet.Speaker, "fine"));
        Assert.All(PairsOf(new CurvedPairs(5), 10).Where(pair => pair.Target > 0), pair => Assert.Equal(Parities.Of(pair.Right - pair.Left), pair.Parity));
    }

    [Fact]
    public void Every_distance_has_one_pair_in_the_wrong_order_with_target_zero()
    {
        var pairs = PairsOf(new CurvedPairs(6), 20);

        for (var distance = 1; distance < 6; distance++)
        {
            var reversed = Assert.Single(pairs, pair => pair.Left == 20 + distance && pair.Right == 20);
            Assert.Equal((0f, Parities.Of(distance)), (reversed.Target, reversed.Parity));
        }
    }

    [Fact]
    public void The_four_forms_of_random_pairs_are_equally_likely()
    {
        var counts = new int[4];
        var (random, pairs) = (new Random(3), new List<TurnPair>());
        for (var window = 0; window < 10_000; window++)
        {
            pairs.Clear();
            new CurvedPairs(5).Add(0, random, () => 99, pairs);
            foreach (var pair in pairs.Where(pair => pair.Left == 99 || pair.Right == 99))
            {
                counts[(2 * (int)pair.Parity) + (pair.Left == 99 ? 1 : 0)]++;
            }
        }

        Assert.Equal(40_000, counts.Sum());
        Assert.True(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000) < 16.27, $"chi-square of {string.Join(", ", counts)}"); // p = 0.001 at three degrees of freedom
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_constant_has_the_error_that_the_targets_vary_by(int window)
    {
        double[] targets = [.. PairsOf(new CurvedPairs(window), 0).Select(pair => (double)pair.Target)];
        var mean = targets.Average();

        // a third of the pairs has the targets j/l, j = 1 to l − 1: means 1/6 and (2l − 1)/(18 l)
        Assert.Equal(1.0 / 6, mean, 1e-6);
        Assert.Equal(((2.0 * window) - 1) / (18 * window) - (1.0 / 36), targets.Average(target => (target - mean) * (target - mean)), 1e-6);
        if (window == 5)
        {
            Assert.Equal(0.0722, targets.Average(target => (target - mean) * (target - mean)), 1e-4);
        }
    }

    private static List<TurnPair> PairsOf(CurvedPairs pairs, int first)
    {
        var all = new List<TurnPair>();
        pairs.Add(first, new Random(1), () => 1000, all);
        return all;
    }
}
