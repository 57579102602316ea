using GeoCore.Evaluation;
using GeoCore.Evaluation.Points;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace Learners.Geolocation.Evaluation;

/// <summary>How well maps of one kind do.</summary>
/// <param name="Name">Of the kind: a source, a rule, or <c>without-</c> a source.</param>
/// <param name="Summary">Recall vs Area.</param>
/// <param name="AucLog">Area under recall over the logarithm of area, with its interval by blocks of HEALPix level 3.</param>
/// <param name="Gain">More of it than the prior, for <c>without-</c> a source less of it than with the source, paired by pictures.</param>
/// <param name="MedianKm">Median distance from the map's medoid to the truth, km.</param>
/// <param name="Within2500Km">Share of pictures whose medoid is within 2500 km, with its standard error.</param>
/// <param name="Strata">The area under recall of pictures where many people live, and of the others; null where a stratum is empty or unknown.</param>
internal sealed record EnsembleScore(
    string Name, RecallSummary Summary, Estimate AucLog, Estimate Gain, double MedianKm, (double Share, double StandardError) Within2500Km, (double? Urban, double? Rural) Strata);

/// <summary>Scores the prior, every source alone, every pooling rule, and the fitted pool without each source in turn, on pictures with known places.</summary>
/// <remarks>
/// A source alone is the prior times its ratio, so that all rows know the same prior. Blocks of HEALPix level 3 are drawn together for intervals.
/// </remarks>
/// <param name="ensemble">Prior, sources with floors, and fitted weights.</param>
internal sealed class EnsembleEvaluation(LocationEnsemble ensemble)
{
    private const int BlockLevel = 3;
    private const int Resamples = 1000;
    private const double ContinentKm = 2500;
    private const string Without = "without-", Pool = "log-linear";

    /// <summary>Scores all kinds of maps.</summary>
    /// <param name="inputs">[pictures][sources], what the models of the sources say.</param>
    /// <param name="places">True places, degrees, as many as pictures.</param>
    /// <param name="gateFeatures">Features of each picture; null where the ensemble has no gate.</param>
    /// <param name="isUrban">Whether many people live where a picture was taken, or null; null where nobody knows.</param>
    /// <param name="cancellationToken">Looked at once per picture.</param>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    internal IReadOnlyList<EnsembleScore> Of(
        IReadOnlyList<float[][]> inputs,
        IReadOnlyList<(double Longitude, double Latitude)> places,
        IReadOnlyList<double[]>? gateFeatures = null,
        IReadOnlyList<bool?>? isUrban = null,
        CancellationToken cancellationToken = default)
    {
        if (inputs.Count != places.Count || inputs.Count == 0)
        {
            throw new ArgumentException($"{inputs.Count} pictures and {places.Count} places do not fit.", nameof(places));
        }

        var rows = Rows(gateFeatures is not null);
        var ranked = rows.Select(_ => new RankedQuery[inputs.Count]).ToArray();
        var distances = rows.Select(_ => new double[inputs.Count]).ToArray();
        Parallel.For(0, inputs.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var maps = new SourceMaps(ensemble, inputs[i], gateFeatures?[i]);
            for (var row = 0; row < rows.Count; row++)
            {
                var map = rows[row].MapOf(maps);
                (ranked[row][i], distances[row][i]) = (Rank(map, places[i], i), Distance(map, places[i]));
            }
        });
        var accumulators = ranked.Select(queries => Accumulated(queries)).ToArray();
        var pool = rows.FindIndex(row => row.Name == Pool);
        return [.. rows.Select((row, k) =>
        {
            var gain = row.Name.StartsWith(Without, StringComparison.Ordinal) ? Gain(accumulators[pool], accumulators[k]) : Gain(accumulators[k], accumulators[0]);
            double? Stratum(bool urban) => Accumulated(ranked[k].Where((_, i) => isUrban?[i] == urban)) is { Count: > 0 } own ? own.Summarise(RecallVariant.Fractional).AucLog : null;
            return Score(row.Name, accumulators[k], gain, distances[k], (Stratum(true), Stratum(false)), cancellationToken);
        })];

        Estimate Gain(RecallAccumulator first, RecallAccumulator second) =>
            PairedComparison.Of(first, second, options: new BootstrapOptions(Resamples) { CancellationToken = cancellationToken }).AucLog;
    }

    private List<(string Name, Func<SourceMaps, DensityMap> MapOf)> Rows(bool hasGate)
    {
        var rows = new List<(string, Func<SourceMaps, DensityMap>)> { ("prior", _ => ensemble.Prior) };
        for (var source = 0; source < ensemble.Members.Count; source++)
        {
            var own = source;
            rows.Add((ensemble.Members[source].Source.Name, maps => maps.LogLinear(i => i == own ? 1 : 0)));
        }

        rows.Add(("product", maps => maps.Product()));
        rows.Add(("linear-pool", maps => maps.LinearPool()));
        rows.Add(("log-linear-equal", maps => maps.LogLinear(_ => 1)));
        rows.Add((Pool, maps => maps.LogLinear(i => ensemble.Members[i].Weight)));
        for (var source = 0; source < ensemble.Members.Count; source++)
        {
            var left = source;
            rows.Add(($"{Without}{ensemble.Members[source].Source.Name}", maps => maps.LogLinear(i => i == left ? 0 : ensemble.Members[i].Weight)));
        }

        if (hasGate && ensemble.Gate is not null)
        {
            rows.Add(("gated", maps => maps.Gated()));
        }

        return rows;
    }

    private static RankedQuery Rank(DensityMap map, (double Longitude, double Latitude) place, int number) => RankedQuery.OfMap(
        $"{number}", map.Values, map.Grid.Areas, map.Grid.CellAt(place.Longitude, place.Latitude), residualMass: map.ResidualMass,
        block: NestedGrid.Healpix(BlockLevel).CellAt(place.Longitude, place.Latitude));

    private static double Distance(DensityMap map, (double Longitude, double Latitude) place)
    {
        var (longitude, latitude) = map.Grid.CentreOf(PointPrediction.Medoid(map.Values, map.Grid.Areas, map.Grid.CentreOf));
        return GreatCircle.DistanceKm(longitude, latitude, place.Longitude, place.Latitude);
    }

    private static RecallAccumulator Accumulated(IEnumerable<RankedQuery> queries)
    {
        var accumulator = new RecallAccumulator();
        foreach (var query in queries)
        {
            accumulator.Add(query);
        }

        return accumulator;
    }

    private static EnsembleScore Score(
        string name, RecallAccumulator accumulator, Estimate gain, double[] distances, (double? Urban, double? Rural) strata, CancellationToken cancellationToken)
    {
        var intervals = RecallIntervals.Of(accumulator, options: new BootstrapOptions(Resamples) { CancellationToken = cancellationToken });
        Array.Sort(distances);
        var share = (double)distances.Count(distance => distance <= ContinentKm) / distances.Length;
        return new EnsembleScore(
            name, accumulator.Summarise(RecallVariant.Fractional), intervals.AucLog, gain, distances[distances.Length / 2],
            (share, Math.Sqrt(share * (1 - share) / distances.Length)), strata);
    }
}
