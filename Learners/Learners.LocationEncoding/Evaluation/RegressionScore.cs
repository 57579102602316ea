using Learners.Contracts;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>How close predicted quantities come to measured ones.</summary>
public static class RegressionScore
{
    /// <summary>Scores predictions over all places and outputs.</summary>
    /// <param name="name">Of the set, put before every figure.</param>
    /// <param name="predictions">[place][output].</param>
    /// <param name="places">Truth.</param>
    /// <returns>
    /// mean-squared-error and mean-absolute-error (each place counts alike); area-weighted-mse (each place counts as the cosine of its latitude,
    /// for a grid crowds towards the poles); r2, the mean over outputs of 1 − residual / variance.
    /// </returns>
    public static IReadOnlyList<MetricRecord> Of(string name, ReadOnlySpan<float> predictions, MeasuredPlaces places)
    {
        var outputs = places.Outputs;
        double[] mean = new double[outputs], residual = new double[outputs], variance = new double[outputs];
        for (var i = 0; i < places.Values.Length; i++)
        {
            mean[i % outputs] += places.Values[i] / places.Count;
        }

        double absolute = 0, weighted = 0, weights = 0;
        for (var place = 0; place < places.Count; place++)
        {
            var weight = Math.Cos(double.DegreesToRadians(places.Latitudes[place]));
            weights += weight;
            for (var k = 0; k < outputs; k++)
            {
                var truth = places.Values[place * outputs + k];
                var error = predictions[place * outputs + k] - truth;
                residual[k] += error * error;
                variance[k] += (truth - mean[k]) * (truth - mean[k]);
                absolute += Math.Abs(error);
                weighted += weight * error * error;
            }
        }

        double values = places.Values.Length;
        return
        [
            new MetricRecord(name + "/mean-squared-error", residual.Sum() / values),
            new MetricRecord(name + "/mean-absolute-error", absolute / values),
            new MetricRecord(name + "/area-weighted-mse", weighted / weights / outputs),
            new MetricRecord(name + "/r2", Enumerable.Range(0, outputs).Average(k => 1 - residual[k] / variance[k])),
        ];
    }
}
