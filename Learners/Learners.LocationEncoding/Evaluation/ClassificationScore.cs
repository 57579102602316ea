using Learners.Contracts;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>How well logits agree with classes, every place counting its weight.</summary>
public static class ClassificationScore
{
    /// <summary>Scores a network of either kind.</summary>
    /// <param name="name">Of the set, put before every figure.</param>
    /// <param name="logits">[place][output].</param>
    /// <param name="targets">Class of each place.</param>
    /// <param name="classCount">2 for one output, else as many as outputs.</param>
    public static IReadOnlyList<MetricRecord> Of(string name, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classCount) =>
        classCount == 2 ? Binary(name, logits, targets) : Categorical(name, logits, targets, classCount);

    /// <summary>Scores one logit a place against 0 and 1; the threshold is logit 0.</summary>
    /// <param name="name">Of the set, put before every figure.</param>
    /// <param name="logits">One a place.</param>
    /// <param name="targets">0 or 1.</param>
    /// <returns>accuracy, iou (global, of class 1), log-loss (nats), calibration-error (15 bins of probability).</returns>
    public static IReadOnlyList<MetricRecord> Binary(string name, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets)
    {
        long right = 0, both = 0, either = 0;
        var loss = 0.0;
        var reliability = new Reliability();
        for (var i = 0; i < logits.Length; i++)
        {
            var says = logits[i] > 0;
            var isOne = targets[i] == 1;
            right += says == isOne ? 1 : 0;
            both += says && isOne ? 1 : 0;
            either += says || isOne ? 1 : 0;
            loss += SoftPlus(isOne ? -logits[i] : logits[i]);
            reliability.Add(1 / (1 + Math.Exp(-logits[i])), isOne);
        }

        return
        [
            new MetricRecord(name + "/accuracy", (double)right / logits.Length),
            new MetricRecord(name + "/iou", either == 0 ? 1 : (double)both / either),
            new MetricRecord(name + "/log-loss", loss / logits.Length),
            new MetricRecord(name + "/calibration-error", reliability.Error),
        ];
    }

    /// <summary>
    /// The global IoU's relative in published tables: IoU of every batch of consecutive places, averaged by size. Batches of a grid are
    /// stripes, so it says less than the IoU does; it is here to be compared with.
    /// </summary>
    /// <param name="name">Of the set, put before the figure.</param>
    /// <param name="logits">One a place.</param>
    /// <param name="targets">0 or 1.</param>
    /// <param name="batchSize">Places of a batch.</param>
    public static MetricRecord BatchIou(string name, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int batchSize)
    {
        var sum = 0.0;
        for (var start = 0; start < targets.Length; start += batchSize)
        {
            int end = Math.Min(start + batchSize, targets.Length), both = 0, either = 0;
            for (var i = start; i < end; i++)
            {
                both += logits[i] > 0 && targets[i] == 1 ? 1 : 0;
                either += logits[i] > 0 || targets[i] == 1 ? 1 : 0;
            }

            // a batch without land, in truth and in answer, counts 0, as the reference's library counts it
            sum += either == 0 ? 0 : (double)(end - start) * both / either;
        }

        return new MetricRecord(name + "/iou-of-batches", sum / targets.Length);
    }

    /// <summary>Scores several logits a place; the largest wins.</summary>
    /// <param name="name">Of the set, put before every figure.</param>
    /// <param name="logits">[place][class].</param>
    /// <param name="targets">Class of each place.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <returns>accuracy, accuracy where the class is not 0, mean-f1 over the classes that occur, log-loss (nats), calibration-error of the winner.</returns>
    public static IReadOnlyList<MetricRecord> Categorical(string name, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classCount)
    {
        long right = 0, inside = 0, insideRight = 0;
        var loss = 0.0;
        var truth = new long[classCount];
        var said = new long[classCount];
        var hit = new long[classCount];
        var reliability = new Reliability();
        for (var i = 0; i < targets.Length; i++)
        {
            var row = logits.Slice(i * classCount, classCount);
            var winner = Winner.Of(row);
            var isRight = winner == targets[i];
            var logSum = LogSumExp(row);
            loss += logSum - row[targets[i]];
            reliability.Add(Math.Exp(row[winner] - logSum), isRight);
            right += isRight ? 1 : 0;
            inside += targets[i] != 0 ? 1 : 0;
            insideRight += targets[i] != 0 && isRight ? 1 : 0;
            truth[targets[i]]++;
            said[winner]++;
            hit[winner] += isRight ? 1 : 0;
        }

        var occurring = Enumerable.Range(0, classCount).Where(c => truth[c] > 0).ToArray();
        return
        [
            new MetricRecord(name + "/accuracy", (double)right / targets.Length),
            new MetricRecord(name + "/accuracy-without-class-0", inside == 0 ? 1 : (double)insideRight / inside),
            new MetricRecord(name + "/mean-f1", occurring.Average(c => 2.0 * hit[c] / (truth[c] + said[c]))),
            new MetricRecord(name + "/log-loss", loss / targets.Length),
            new MetricRecord(name + "/calibration-error", reliability.Error),
        ];
    }

    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double LogSumExp(ReadOnlySpan<float> row)
    {
        double largest = System.Numerics.Tensors.TensorPrimitives.Max(row), sum = 0;
        foreach (var value in row)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }
}
