using GeoCore.Evaluation;
using GeoCore.Evaluation.Points;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using Learners.Contracts;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>One round of cross-validation: every photograph is answered by sources that saw none of its part of the world.</summary>
/// <param name="world">Photographs.</param>
/// <param name="seed">Deals the blocks.</param>
internal sealed class GroundTrial(GroundWorld world, int seed)
{
    /// <summary>Parts of the cross-validation.</summary>
    internal const int Folds = 5;

    private const int InnerFolds = 4;

    /// <summary>Systems in the order of the table.</summary>
    /// <param name="sources">Names of the sources.</param>
    internal static IReadOnlyList<string> Systems(IReadOnlyList<string> sources) =>
        ["prior", .. sources, "product", "linear", "log-linear", "log-linear-fitted", .. sources.Select(static source => "without-" + source)];

    /// <summary>Figures of every system.</summary>
    internal IReadOnlyList<MetricRecord> Run(CancellationToken cancellationToken)
    {
        var names = GroundSources.NamesOf(world);
        var systems = Systems(names);
        var maps = new DensityMap[world.Places.Count][];
        var weights = new List<IReadOnlyList<double>>();
        var folds = BlockFolds.Of(world.Places, Folds, seed);
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] known = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            var sources = GroundSources.Fit(world, known, InnerFolds, seed, cancellationToken);
            weights.Add(sources.Weights);
            foreach (var asked in Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var own = sources.MapsOf(world.Embeddings[asked], cancellationToken);
                maps[asked] = [.. systems.Select(system => Pool(system, names, own, sources))];
            }
        }

        return [.. Score(systems, maps), .. names.Select((name, i) => new MetricRecord($"weight/{name}", weights.Average(weight => weight[i]))), new("photographs", maps.Length)];
    }

    private DensityMap Pool(string system, IReadOnlyList<string> names, IReadOnlyList<DensityMap> maps, GroundSources sources)
    {
        double[] Only(Func<string, bool> isOn) => [.. names.Select(name => isOn(name) ? 1.0 : 0)];
        DensityMap LogLinear(IReadOnlyList<double> weights) => MapPool.LogLinear(world.Prior, maps, sources.TrainingPriors, weights).Map;
        return system switch
        {
            "prior" => world.Prior,
            "product" => MapPool.Product(maps).Map,
            "linear" => MapPool.LinearPool(maps, Only(static _ => true)).Map,
            "log-linear" => LogLinear(Only(static _ => true)),
            "log-linear-fitted" => LogLinear(sources.Weights),
            _ when system.StartsWith("without-", StringComparison.Ordinal) => LogLinear(Only(name => system != "without-" + name)),
            _ => LogLinear(Only(name => name == system)),
        };
    }

    private IEnumerable<MetricRecord> Score(IReadOnlyList<string> systems, DensityMap[][] maps)
    {
        var accumulators = new List<RecallAccumulator>();
        for (var system = 0; system < systems.Count; system++)
        {
            var (all, distances) = (new RecallAccumulator(GroundTable.BudgetsKm2), new DistanceAccumulator());
            var strata = new[] { new RecallAccumulator(), new RecallAccumulator() };
            for (var i = 0; i < maps.Length; i++)
            {
                var query = Query(i, maps[i][system]);
                all.Add(query);
                // from 100 persons per km² on; the first attribute is population
                strata[world.Labels[0][i] >= 2 ? 0 : 1].Add(query);
                var densest = maps[i][system].Grid.CentreOf(PointPrediction.DensestCell(maps[i][system].Values));
                distances.Add(GreatCircle.DistanceKm(densest.Longitude, densest.Latitude, world.Places[i].Longitude, world.Places[i].Latitude));
            }

            accumulators.Add(all);
            var (summary, points) = (all.Summarise(RecallVariant.Fractional), distances.Summarise());
            var gain = PairedComparison.Of(all, accumulators[0]).AucLog;
            var name = systems[system];
            yield return new MetricRecord($"{name}/auc-log", summary.AucLog);
            yield return new MetricRecord($"{name}/gain", gain.Value);
            yield return new MetricRecord($"{name}/gain/low", gain.Percentile.Low);
            yield return new MetricRecord($"{name}/gain/high", gain.Percentile.High);
            yield return new MetricRecord($"{name}/log-score", summary.LogScore!.Value);
            yield return new MetricRecord($"{name}/median-km", points.MedianKm);
            yield return new MetricRecord($"{name}/within-2500-km", points.Accuracies[^1].Accuracy);
            yield return new MetricRecord($"{name}/urban", strata[0].Count > 0 ? strata[0].Summarise(RecallVariant.Fractional).AucLog : 0);
            yield return new MetricRecord($"{name}/rural", strata[1].Count > 0 ? strata[1].Summarise(RecallVariant.Fractional).AucLog : 0);
            foreach (var recall in summary.Recalls)
            {
                yield return new MetricRecord($"{name}/{GroundTable.Key(recall.AreaKm2)}", recall.Recall);
            }
        }
    }

    private RankedQuery Query(int photograph, DensityMap map)
    {
        var (longitude, latitude) = world.Places[photograph];
        var cell = map.Grid.CellAt(longitude, latitude);
        var area = DensityRanking.Rank(map.Values, map.Grid.Areas, cell, float.NegativeInfinity);
        // photographs of one sight are no independent questions
        return new RankedQuery($"{photograph}", area, LogDensity: map.LogDensity(cell), Block: NestedGrid.Healpix(3).CellAt(longitude, latitude));
    }
}
