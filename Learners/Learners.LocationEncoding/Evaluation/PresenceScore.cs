using Learners.Contracts;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>How well scores tell places where a species lives from places where it does not.</summary>
public static class PresenceScore
{
    /// <summary>The chance that a place of presence scores higher than one of absence; equal scores count half.</summary>
    /// <param name="scores">One a place; larger means present.</param>
    /// <param name="isPresent">As many.</param>
    /// <returns>0 to 1, 0.5 for chance; NaN without a presence or without an absence.</returns>
    /// <remarks>The area under the curve of true over false positives, as the Mann–Whitney statistic of ranks.</remarks>
    public static double AreaUnderCurve(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPresent)
    {
        var keys = scores.ToArray();
        var marks = isPresent.ToArray();
        Array.Sort(keys, marks);
        double ranks = 0, present = 0;
        for (var start = 0; start < keys.Length;)
        {
            var end = start;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            var here = marks.AsSpan(start, end - start).Count(true);
            ranks += here * ((start + 1 + end) / 2.0);
            present += here;
            start = end;
        }

        var absent = keys.Length - present;
        return present == 0 || absent == 0 ? double.NaN : (ranks - present * (present + 1) / 2) / (present * absent);
    }

    /// <summary>Scores every species and their mean.</summary>
    /// <param name="logits">[place][species].</param>
    /// <param name="isPresent">[place][species].</param>
    /// <param name="species">Names.</param>
    /// <returns><c>NAME/auc</c> of each species that lives at some of the places and not at all of them, then <c>mean/auc</c>.</returns>
    public static IReadOnlyList<MetricRecord> Of(float[] logits, bool[] isPresent, IReadOnlyList<string> species)
    {
        var places = isPresent.Length / species.Count;
        var all = new List<MetricRecord>();
        for (var k = 0; k < species.Count; k++)
        {
            var area = AreaUnderCurve(
                [.. Enumerable.Range(0, places).Select(place => logits[place * species.Count + k])],
                [.. Enumerable.Range(0, places).Select(place => isPresent[place * species.Count + k])]);
            if (!double.IsNaN(area))
            {
                all.Add(new MetricRecord(species[k] + "/auc", area));
            }
        }

        all.Add(new MetricRecord("mean/auc", all.Count == 0 ? double.NaN : all.Average(metric => metric.Value)));
        return all;
    }
}
