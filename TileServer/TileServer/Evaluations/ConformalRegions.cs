using System.Globalization;
using GeoCore.Evaluation.Calibration;
using GeoCore.Evaluation.Inputs;

namespace TileServer.Evaluations;

/// <summary>Calibrates regions on queries of their own, then counts how often those of other queries hold the truth, and how large they are.</summary>
internal sealed class ConformalRegions
{
    private readonly EvaluationRequest _request;
    private readonly ConformalRequest _wanted;
    private readonly TruthTable _truths, _calibration;
    private readonly string[] _columns;
    private readonly Dictionary<double, double> _byWeight = [];
    private (string Stratum, double Mass, double Weight)[] _known = [];
    private IReadOnlyDictionary<string, double> _byStratum = new Dictionary<string, double>();
    private double _threshold;

    private ConformalRegions(EvaluationRequest request, ConformalRequest wanted)
    {
        (_request, _wanted) = (request, wanted);
        _columns = [.. new[] { wanted.By, wanted.Weight }.OfType<string>()];
        _truths = Read(request.Truth);
        _calibration = Read(wanted.Truth);
        if (_calibration.All.FirstOrDefault(truth => _truths.Find(truth.Query) is not null) is { } twice)
            throw new InputException($"{wanted.Truth}: query '{twice.Query}' is evaluated, too; a calibration has queries of its own.");
    }

    private string Kind => _wanted.Weight is not null ? "weighted" : _wanted.By is not null ? "mondrian" : "plain";

    /// <summary>Calibrates and counts.</summary>
    /// <exception cref="InputException">A file cannot be used.</exception>
    internal static ConformalDocument Run(EvaluationRequest request, ConformalRequest wanted, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        var regions = new ConformalRegions(request, wanted);
        regions.Calibrate(progress, cancellationToken);
        try
        {
            return regions.Count(isGathered: false, progress, cancellationToken);
        }
        catch (ScatteredRowsException)
        {
            return regions.Count(isGathered: true, progress, cancellationToken);
        }
    }

    private void Calibrate(EvaluationProgress progress, CancellationToken cancellationToken)
    {
        var system = RecallSystem.Run(
            "calibration", _wanted.Predictions ?? _request.Systems[0], _request with { Truth = _wanted.Truth, SkipsMissing = false, Blocks = null }, _calibration,
            [_request.Maps.TotalKm2], progress, cancellationToken);
        // nothing short of everything holds the truth of a query without an answer
        _known = [.. _calibration.All.Select(truth => (StratumOf(truth), system.Queries[truth.Index]!.Value.Mass is var mass && double.IsNaN(mass) ? 1 : mass, WeightOf(truth, _wanted.Truth)))];
        _threshold = ConformalThreshold.Plain([.. _known.Select(query => query.Mass)], _wanted.Miss);
        _byStratum = ConformalThreshold.Mondrian(_known.Select(query => (query.Stratum, query.Mass)), _wanted.Miss);
    }

    private ConformalDocument Count(bool isGathered, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        var (all, strata) = (new CoverageAccumulator(), new SortedDictionary<string, CoverageAccumulator>(StringComparer.Ordinal));
        void Add(Truth truth, (double AreaKm2, bool HoldsTruth) region)
        {
            all.Add(region.AreaKm2, region.HoldsTruth, truth.Weight);
            if (_wanted.By is null)
                return;
            if (!strata.TryGetValue(StratumOf(truth), out var stratum))
                strata.Add(StratumOf(truth), stratum = new CoverageAccumulator());
            stratum.Add(region.AreaKm2, region.HoldsTruth, truth.Weight);
        }

        var missing = _truths.All.Select(truth => truth.Query).ToHashSet(StringComparer.Ordinal);
        var predictions = PredictionFiles.Open(_request.Systems[0], _request.Maps, isGathered);
        progress.Begin("regions");
        predictions.Visit(_truths, (truth, map) =>
        {
            Add(truth, map.Region(truth, ThresholdOf(truth)) ?? throw new InputException($"{_request.Systems[0]}: regions in rank order have no masses, so --conformal does not fit them."));
            missing.Remove(truth.Query);
            progress.Tell(all.Count, predictions.Progress);
        }, cancellationToken);
        foreach (var truth in _truths.All.Where(truth => !_request.SkipsMissing && missing.Contains(truth.Query)))
        {
            Add(truth, (_request.Maps.TotalKm2, true));
        }

        return new ConformalDocument(
            _wanted.Miss, Kind, _calibration.All.Count, CoverageDocument.Of(null, Kind == "plain" ? _threshold : null, all, _request.Maps.TotalKm2),
            [.. strata.Select(stratum => CoverageDocument.Of(stratum.Key, Kind == "mondrian" ? _byStratum.GetValueOrDefault(stratum.Key, 1) : null, stratum.Value, _request.Maps.TotalKm2))]);
    }

    private double ThresholdOf(Truth truth) => Kind switch
    {
        "mondrian" => _byStratum.GetValueOrDefault(StratumOf(truth), 1),
        "weighted" => WeightedThreshold(WeightOf(truth, _request.Truth)),
        _ => _threshold,
    };

    private double WeightedThreshold(double weight)
    {
        if (!_byWeight.TryGetValue(weight, out var threshold))
        {
            threshold = ConformalThreshold.Weighted([.. _known.Select(query => query.Mass)], [.. _known.Select(query => query.Weight)], weight, _wanted.Miss);
            _byWeight.Add(weight, threshold);
        }

        return threshold;
    }

    private TruthTable Read(string path)
    {
        using var table = PredictionFiles.OpenTable(path);
        return TruthTable.Read(table, _request.TruthColumns, _request.MostQueries, _columns);
    }

    private string StratumOf(Truth truth) => _wanted.By is null ? "" : truth.Strata[0];

    private double WeightOf(Truth truth, string path)
    {
        if (_wanted.Weight is null)
            return 1;
        var text = truth.Strata[^1][(_wanted.Weight.Length + 1)..];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight >= 0 && double.IsFinite(weight)
            ? weight
            : throw new InputException($"{path}: query {truth.Query}, column {_wanted.Weight}: '{text}' is no number that is finite and not negative.");
    }
}
