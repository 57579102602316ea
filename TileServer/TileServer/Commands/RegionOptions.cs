using System.CommandLine;
using TileServer.Evaluations;

namespace TileServer.Commands;

/// <summary>Options about groups of queries and about regions of a promised coverage.</summary>
internal sealed class RegionOptions
{
    private readonly Option<string?> _fairness = new("--fairness") { Description = "What a prior alone answers to the same queries: groups of --strata are compared with it and with one another.", HelpName = "PATH" };

    private readonly Option<double?> _conformal = new("--conformal")
    {
        Description = "Share of truths that may lie outside of regions, such as 0.1; needs --calibration.",
        HelpName = "MISS",
        CustomParser = result => EvaluateValues.Share("--conformal", result),
    };

    private readonly Option<string?> _calibration = new("--calibration") { Description = "Truths of queries that regions are calibrated on, none of them evaluated.", HelpName = "FILE" };

    private readonly Option<string?> _predictions = new("--calibration-predictions") { Description = "Answers to them; without this they are among --predictions.", HelpName = "PATH" };

    private readonly Option<string?> _by = new("--conformal-by") { Description = "Column of both tables of truths, known without the truth, whose groups are each covered as often.", HelpName = "COLUMN" };

    private readonly Option<string?> _weight = new("--conformal-weight") { Description = "Column of both: how much likelier a query is in use than in the calibration.", HelpName = "COLUMN" };

    internal IEnumerable<Option> All => [_fairness, _conformal, _calibration, _predictions, _by, _weight];

    /// <summary>The request with what these options ask for.</summary>
    internal EvaluationRequest Read(ParseResult parsed, EvaluationRequest request)
    {
        var (miss, calibration) = (parsed.GetValue(_conformal), parsed.GetValue(_calibration));
        var others = All.Skip(2).Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
        if (miss is null && others.Count > 0)
            throw new UsageException($"{others[0]} is for --conformal.");
        if (miss is not null && calibration is null)
            throw new UsageException("--conformal needs --calibration, the truths of other queries.");
        if (parsed.GetValue(_by) is not null && parsed.GetValue(_weight) is not null)
            throw new UsageException("--conformal-by and --conformal-weight exclude each other.");
        if (parsed.GetValue(_fairness) is not null && (request.Strata.Count == 0 || request.Intervals is null))
            throw new UsageException("--fairness compares groups of --strata, with intervals.");
        return request with
        {
            Prior = parsed.GetValue(_fairness),
            Conformal = miss is null ? null : new ConformalRequest(miss.Value, calibration!, parsed.GetValue(_predictions), parsed.GetValue(_by), parsed.GetValue(_weight)),
        };
    }
}
