using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Points;
using GeoCore.Geodesy;

namespace TileServer.Evaluations;

/// <summary>How far a point prediction lies from its truth.</summary>
/// <param name="DistanceKm">Kilometres on the sphere.</param>
/// <param name="Predicted">The prediction, degrees; null where there is none.</param>
internal readonly record struct PointAnswer(double DistanceKm, (double Longitude, double Latitude)? Predicted);

/// <summary>Distances of one system.</summary>
internal sealed class DistanceSystem(string name, string path, int queries, IReadOnlyList<double>? thresholds)
{
    public string Name => name;

    public string Path => path;

    public DistanceAccumulator All { get; } = new(thresholds);

    public SortedDictionary<string, DistanceAccumulator> Strata { get; } = new(StringComparer.Ordinal);

    public PointAnswer?[] Queries { get; } = new PointAnswer?[queries];

    public long Missing { get; set; }

    public long WithoutTruth { get; set; }

    internal void Add(Truth truth, PointAnswer answer, double ownCentreKm)
    {
        Queries[truth.Index] = answer;
        All.Add(answer.DistanceKm, ownCentreKm, truth.Weight);
        foreach (var stratum in truth.Strata)
        {
            if (!Strata.TryGetValue(stratum, out var accumulator))
                Strata.Add(stratum, accumulator = new DistanceAccumulator(thresholds));
            accumulator.Add(answer.DistanceKm, ownCentreKm, truth.Weight);
        }
    }
}

/// <summary>Great-circle accuracy of all systems.</summary>
/// <param name="Truths">The truths.</param>
/// <param name="Systems">The systems in the order of the request.</param>
/// <param name="Rule">How one place was taken from a map.</param>
internal sealed record DistanceResult(TruthTable Truths, IReadOnlyList<DistanceSystem> Systems, PointRule Rule)
{
    /// <summary>No place can be farther: half the girth of the sphere, kilometres.</summary>
    private const double FarthestKm = Math.PI * Wgs84.MeanRadiusKm;

    /// <summary>Evaluates.</summary>
    /// <exception cref="InputException">A file cannot be used, or its predictions have no places.</exception>
    internal static DistanceResult Run(
        EvaluationRequest request, PointRule rule, IReadOnlyList<double>? thresholds, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        TruthTable truths;
        using (var table = PredictionFiles.OpenTable(request.Truth))
        {
            truths = TruthTable.Read(table, request.TruthColumns, request.Strata);
        }

        if (truths.All.FirstOrDefault(truth => !truth.HasPlace) is { } nowhere)
            throw new InputException($"{request.Truth}: query {nowhere.Query} has no latitude and longitude, which distances need.");
        var names = PredictionFiles.NamesOf(request.Systems);
        var systems = new List<DistanceSystem>();
        for (var i = 0; i < request.Systems.Count; i++)
        {
            DistanceSystem Try(bool isGathered)
            {
                var system = new DistanceSystem(names[i], request.Systems[i], truths.All.Count, thresholds);
                Fill(system, request, truths, rule, isGathered, progress, cancellationToken);
                return system;
            }

            try
            {
                systems.Add(Try(isGathered: false));
            }
            catch (ScatteredRowsException)
            {
                systems.Add(Try(isGathered: true));
            }
        }

        return new DistanceResult(truths, systems, rule);
    }

    private static void Fill(
        DistanceSystem system, EvaluationRequest request, TruthTable truths, PointRule rule, bool isGathered, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        progress.Begin(system.Name);
        var predictions = PredictionFiles.Open(system.Path, request.Maps, isGathered);
        QueryMap? last = null;
        (double Longitude, double Latitude)? place = null;
        var done = 0L;
        predictions.Visit(truths, (truth, map) =>
        {
            place = ReferenceEquals(map, last) ? place : map.PointOf(rule);
            last = map;
            if (place is var (longitude, latitude))
                system.Add(truth, new PointAnswer(GreatCircle.DistanceKm(longitude, latitude, truth.Longitude, truth.Latitude), place), map.OwnCentreKm(truth, rule));
            else if (map is RegionMap)
                throw new InputException($"{system.Path}: ranked regions are no points; distances need galleries, cells or maps.");
            progress.Tell(++done, predictions.Progress);
        }, cancellationToken);
        system.WithoutTruth = predictions.QueriesWithoutTruth;
        foreach (var truth in truths.All.Where(truth => system.Queries[truth.Index] is null))
        {
            system.Missing++;
            if (!request.SkipsMissing)
                system.Add(truth, new PointAnswer(FarthestKm, null), double.NaN);
        }

        if (system.All.Count == 0 || system.Missing == truths.All.Count)
            throw new InputException($"{system.Path}: no query of {request.Truth} is answered by a place.");
    }

    /// <summary>Everything as figures.</summary>
    internal DistanceDocument ToDocument() => new("gcd", Rule.ToString().ToLowerInvariant(), [.. Systems.Select(system => new DistanceSystemDocument(
        system.Name, system.Path, system.Missing, system.WithoutTruth, DistanceFigures.Of(system.All),
        [.. system.Strata.Select(stratum => new DistanceStratumDocument(stratum.Key, DistanceFigures.Of(stratum.Value)))]))]);
}
