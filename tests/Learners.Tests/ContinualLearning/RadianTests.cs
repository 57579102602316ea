using CsCheck;
using Learners.ContinualLearning.Projection;
using Learners.ContinualLearning.Strategies;

namespace Learners.Tests.ContinualLearning;

/// <summary>Acceptance checks 7 and 9: the angle of a batch, and how far classes spread.</summary>
public class RadianTests
{
    [Fact]
    public void The_angle_lies_between_zero_and_a_right_angle_and_swapped_signs_mirror_it() => Gen.Select(Gen.Double[-20, 20].Array[1, 64], Gen.Int).Sample(
        (logits, seed) =>
        {
            var random = new Random(seed);
            int[] signs = [.. logits.Select(_ => random.Next(2) == 0 ? 1 : -1)], swapped = [.. signs.Select(sign => -sign)];
            var angle = Radian.Angle(logits, signs);

            Assert.InRange(angle, 0, Math.PI / 2);
            Assert.Equal(Math.PI / 2 - angle, Radian.Angle(logits, swapped), 1e-7);
            Assert.Equal(angle, Radian.Angle([.. logits.Select(logit => logit + 3)], signs), 1e-7);
        },
        iter: 1000, threads: 1);

    [Theory]
    [InlineData(0, 0.2854, 1e-3)]
    [InlineData(32, Math.PI / 4, 1e-6)]
    [InlineData(64, 1.2854, 1e-3)]
    public void Equal_logits_give_the_angle_of_the_share_of_compact_examples(int compact, double angle, double tolerance) =>
        Assert.Equal(angle, Radian.Angle(new double[64], [.. Enumerable.Range(0, 64).Select(i => i < compact ? 1 : -1)]), tolerance);

    [Fact]
    public void One_example_that_stands_out_does_not_drive_the_share_to_infinity() =>
        Assert.Equal(4, Radian.Share(Radian.Angle([100, 0, 0], [1, -1, -1]), 4));

    [Fact]
    public void Sums_of_unit_vectors_give_the_mean_distance_of_all_pairs()
    {
        var (vectors, labels) = Draw(24, 6, 1);
        using var spread = new ClassSpread(1, 2, 6);
        spread.Add(0, vectors, labels);

        for (var own = 0; own < 2; own++)
        {
            Assert.Equal(Pairs(vectors, labels, own, (_, _) => true), spread.Within(own), 1e-7);
        }
    }

    [Fact]
    public void Pairs_of_different_tasks_are_told_apart_and_two_tasks_are_their_union()
    {
        var (vectors, labels) = Draw(30, 6, 2);
        using var one = new ClassSpread(1, 2, 6);
        using var two = new ClassSpread(2, 2, 6);
        one.Add(0, vectors, labels);
        two.Add(0, vectors.AsSpan(0, 12 * 6), labels.AsSpan(0, 12));
        two.Add(1, vectors.AsSpan(12 * 6), labels.AsSpan(12));

        Assert.Equal(one.Within(1), two.Within(1), 1e-12);
        Assert.Equal(Pairs(vectors, labels, 0, (i, j) => i < 12 != j < 12), two.Across(0), 1e-7);
        Assert.True(double.IsNaN(one.Across(0)));
    }

    [Fact]
    public void Equal_vectors_have_no_distance_orthogonal_ones_1_and_opposite_ones_more()
    {
        static double Within(float[] vectors, int count)
        {
            using var spread = new ClassSpread(1, 1, vectors.Length / count);
            spread.Add(0, vectors, new long[count]);
            return spread.Within(0);
        }

        Assert.Equal(0, Within([1, 2, 1, 2, 1, 2], 3), 1e-12);
        Assert.Equal(1, Within([1, 0, 0, 0, 2, 0, 0, 0, 3], 3), 1e-12);
        Assert.Equal(1 + 1.0 / 3, Within([1, 2, 1, 2, -1, -2, -1, -2], 4), 1e-12); // N = 4: 1 + 1 / (N - 1)
    }

    [Fact]
    public void The_class_that_stays_together_is_compact()
    {
        using var spread = new ClassSpread(2, 2, 3);
        spread.Add(0, [1, 0.1f, 0, 1, 0, 0.1f, 0, 1, 0, 0, 1, 0.1f], [0, 0, 1, 1]);
        spread.Add(1, [1, 0, 0, 1, 0.1f, 0, 0, 0, 1, 0, 0.1f, 1], [0, 0, 1, 1]);

        Assert.Equal([1, -1], spread.Signs()); // within a task both are close, across tasks the second is not
    }

    [Fact]
    public void What_a_region_remembers_decays_so_that_all_tasks_together_weigh_one() => Assert.All(
        Enumerable.Range(2, 8),
        tasks => Assert.Equal(1, Enumerable.Range(1, tasks).Sum(age => Math.Exp(-age / RegionWeights.Decay(tasks))), 1e-6));

    private static (float[] Vectors, long[] Labels) Draw(int count, int width, int seed)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, count * width).Select(_ => random.NextSingle() - 0.3f)], [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(2))]);
    }

    private static double Pairs(float[] vectors, long[] labels, int own, Func<int, int, bool> isMeant)
    {
        var width = vectors.Length / labels.Length;
        double Dot(int i, int j) => Enumerable.Range(0, width).Sum(k => (double)vectors[i * width + k] * vectors[j * width + k]);
        return (from i in Enumerable.Range(0, labels.Length)
                from j in Enumerable.Range(0, labels.Length)
                where i != j && labels[i] == own && labels[j] == own && isMeant(i, j)
                select 1 - Dot(i, j) / Math.Sqrt(Dot(i, i) * Dot(j, j))).Average();
    }
}
