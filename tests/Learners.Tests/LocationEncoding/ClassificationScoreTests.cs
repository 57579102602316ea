using Learners.LocationEncoding.Evaluation;

namespace Learners.Tests.LocationEncoding;

public class ClassificationScoreTests
{
    [Fact]
    public void Binary_scores_are_those_worked_out_by_hand()
    {
        // answers 1, 1, 0, 0 to the truth 1, 0, 1, 0
        var scores = Scores(ClassificationScore.Binary("s", [2f, 1f, -1f, -2f], [1, 0, 1, 0]));

        Assert.Equal(0.5, scores["s/accuracy"], 12);
        Assert.Equal(1 / 3.0, scores["s/iou"], 12);
        var expected = (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.E) + Math.Log(1 + Math.E) + Math.Log(1 + Math.Exp(-2))) / 4;
        Assert.Equal(expected, scores["s/log-loss"], 6);
    }

    [Fact]
    public void Honest_probabilities_have_no_calibration_error()
    {
        // probability 3/4, and three in four are
        float[] logits = [.. Enumerable.Repeat((float)Math.Log(3), 400)];
        int[] targets = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 0 : 1)];

        Assert.Equal(0, Scores(ClassificationScore.Binary("s", logits, targets))["s/calibration-error"], 6);
    }

    [Fact]
    public void Categorical_scores_are_those_worked_out_by_hand()
    {
        float[] logits = [5, 0, 0, 0, 5, 0, 5, 0, 0];
        var scores = Scores(ClassificationScore.Of("s", logits, [0, 1, 2], 3));

        Assert.Equal(2 / 3.0, scores["s/accuracy"], 12);
        Assert.Equal(0.5, scores["s/accuracy-without-class-0"], 12);
        Assert.Equal((2 / 3.0 + 1 + 0) / 3, scores["s/mean-f1"], 12);
    }

    [Fact]
    public void The_IoU_of_batches_is_a_mean_by_size_and_a_batch_without_land_counts_0()
    {
        float[] logits = [1, -1, 1, 1, -1];
        int[] targets = [1, 0, 1, 0, 0];

        // batches: IoU 1 of two places, 1/2 of two, 0 of one
        Assert.Equal((2 * 1 + 2 * 0.5 + 0) / 5, ClassificationScore.BatchIou("s", logits, targets, 2).Value, 12);
    }

    private static Dictionary<string, double> Scores(IEnumerable<Contracts.MetricRecord> metrics) => metrics.ToDictionary(metric => metric.Name, metric => metric.Value);
}
