using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources.Attributes;
using Learners.Contracts;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Evaluation;

/// <summary>The scores of an ensemble as metrics.</summary>
internal static class GeolocatorScores
{
    /// <summary>Scores maps and attributes.</summary>
    /// <param name="ensemble">Of the trained sources: cells, places, then attributes.</param>
    /// <param name="inputs">What the heads say.</param>
    /// <param name="pictures">With their places.</param>
    /// <param name="data">Grid and attributes.</param>
    /// <param name="gateAttributes">What the ensemble's gate looks at.</param>
    /// <param name="cancellationToken">Looked at once per picture.</param>
    internal static IReadOnlyList<MetricRecord> Of(
        LocationEnsemble ensemble, IReadOnlyList<float[][]> inputs, PictureSet pictures, OverheadData data, IReadOnlyList<string> gateAttributes, CancellationToken cancellationToken)
    {
        IReadOnlyList<double[]>? features = ensemble.Gate is null ? null : [.. inputs.Select(input => GateFeatures.Of(ensemble, gateAttributes, input))];
        var metrics = new List<MetricRecord>();
        for (var k = 0; k < data.Attributes.Count; k++)
        {
            if (Accuracy(data, k, inputs, pictures) is { } accuracy)
            {
                metrics.Add(new MetricRecord($"{data.Attributes[k].Name}/accuracy", accuracy));
            }
        }

        foreach (var score in new EnsembleEvaluation(ensemble).Of(inputs, [.. pictures.Longitudes.Zip(pictures.Latitudes)], features, Urban(pictures, data), cancellationToken))
        {
            metrics.Add(new MetricRecord($"{score.Name}/auc-log", score.AucLog.Value));
            metrics.Add(new MetricRecord($"{score.Name}/auc-log-low", score.AucLog.BiasCorrected.Low));
            metrics.Add(new MetricRecord($"{score.Name}/auc-log-high", score.AucLog.BiasCorrected.High));
            metrics.Add(new MetricRecord($"{score.Name}/gain", score.Gain.Value));
            metrics.Add(new MetricRecord($"{score.Name}/gain-low", score.Gain.Percentile.Low));
            metrics.Add(new MetricRecord($"{score.Name}/gain-high", score.Gain.Percentile.High));
            metrics.Add(new MetricRecord($"{score.Name}/within-2500-km", score.Within2500Km.Share));
            metrics.Add(new MetricRecord($"{score.Name}/within-2500-km-error", score.Within2500Km.StandardError));
            AddKnown($"{score.Name}/urban", score.Strata.Urban);
            AddKnown($"{score.Name}/rural", score.Strata.Rural);
            metrics.Add(new MetricRecord($"{score.Name}/median-km2", score.Summary.MedianKm2));
            metrics.Add(new MetricRecord($"{score.Name}/distance-km", score.MedianKm));
            AddKnown($"{score.Name}/log-score", score.Summary.LogScore);
        }

        return metrics;

        void AddKnown(string name, double? value)
        {
            if (value is { } known)
            {
                metrics.Add(new MetricRecord(name, known));
            }
        }
    }

    // from 100 persons per km² on
    private static bool?[]? Urban(PictureSet pictures, OverheadData data) => data.Attributes.FirstOrDefault(attribute => attribute.Name == "population") is { } people
        ? [.. pictures.Longitudes.Zip(pictures.Latitudes, (longitude, latitude) => people.ClassOf[data.Grid.CellAt(longitude, latitude)] is >= 0 and var own ? own > PopulationBuckets.IndexOf(100) : (bool?)null)]
        : null;

    private static double? Accuracy(OverheadData data, int attribute, IReadOnlyList<float[][]> inputs, PictureSet pictures)
    {
        int known = 0, right = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var truth = data.Attributes[attribute].ClassOf[data.Grid.CellAt(pictures.Longitudes[i], pictures.Latitudes[i])];
            var logits = inputs[i][2 + attribute];
            known += truth >= 0 ? 1 : 0;
            right += truth >= 0 && Array.IndexOf(logits, logits.Max()) == truth ? 1 : 0;
        }

        return known == 0 ? null : (double)right / known;
    }
}
