using Learners.Contracts;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>What the place adds to a picture classifier.</summary>
public static class FusionScore
{
    /// <summary>Scores the picture alone, the place alone, and both.</summary>
    /// <param name="pictures">[observation][class] logits of the picture.</param>
    /// <param name="places">[observation][class] logits of the place.</param>
    /// <param name="targets">Species of each observation.</param>
    /// <param name="classCount">Number of species.</param>
    /// <returns>
    /// top-1 and top-3 of <c>picture</c>, <c>place</c>, <c>sum</c> (the sum of both logits, as arXiv 2310.06743 fuses) and <c>product</c> (log
    /// softmax of the picture plus log sigmoid of the place, the product of two probabilities, as arXiv 1906.05272 fuses). Equal scores
    /// count as half before the true one.
    /// </returns>
    public static IReadOnlyList<MetricRecord> Of(ReadOnlySpan<float> pictures, ReadOnlySpan<float> places, ReadOnlySpan<int> targets, int classCount)
    {
        string[] names = ["picture", "place", "sum", "product"];
        var hits = new double[names.Length, 2];
        var scores = new double[classCount];
        for (var i = 0; i < targets.Length; i++)
        {
            ReadOnlySpan<float> picture = pictures.Slice(i * classCount, classCount), place = places.Slice(i * classCount, classCount);
            for (var way = 0; way < names.Length; way++)
            {
                for (var k = 0; k < classCount; k++)
                {
                    scores[k] = way switch
                    {
                        0 => picture[k],
                        1 => place[k],
                        2 => (double)picture[k] + place[k],
                        // the divisor of the softmax is the same for every class
                        _ => picture[k] - Math.Log(1 + Math.Exp(-(double)place[k])),
                    };
                }

                var rank = RankOf(scores, targets[i]);
                hits[way, 0] += rank < 1 ? 1 : 0;
                hits[way, 1] += rank < 3 ? 1 : 0;
            }
        }

        double count = targets.Length;
        return
        [
            .. names.SelectMany((name, way) => new[] { new MetricRecord(name + "/top-1", hits[way, 0] / count), new MetricRecord(name + "/top-3", hits[way, 1] / count) }),
        ];
    }

    // classes that score higher, and half of those that score the same
    private static double RankOf(ReadOnlySpan<double> scores, int target)
    {
        var rank = 0.0;
        for (var k = 0; k < scores.Length; k++)
        {
            rank += k == target ? 0 : scores[k] > scores[target] ? 1 : scores[k] == scores[target] ? 0.5 : 0;
        }

        return rank;
    }
}
