using System.Globalization;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>Reads how answers are to be graded from the parameters of a request.</summary>
internal static class EvaluationSettings
{
    /// <summary>Settings of evaluations of queries.</summary>
    internal static (EvaluationRequest Request, IReadOnlyList<double>? Budgets) Of(Query query)
    {
        const int fewest = 100, most = 10_000, usual = 2000;
        Grid? grid = LatLonGrid.OfCellsPerDegree(1), blocks = null;
        if (query.Text("grid") is { } gridText && !GridText.TryParse(gridText, out grid))
            query.Fault("grid", gridText, GridText.Expected);
        if (query.Text("blocks") is { } blockText && !GridText.TryParse(blockText, out blocks))
            query.Fault("blocks", blockText, GridText.Expected);
        CellScheme? cells = null;
        if (query.Text("cells") is { } cellText && !CellScheme.TryParse(cellText, out cells))
            query.Fault("cells", cellText, "s2, healpix:LEVEL or areas");
        var resamples = query.Integer("resamples", 0, most) ?? usual;
        if (resamples is > 0 and < fewest)
            query.Fault("resamples", null, "0 or at least 100");
        var request = new EvaluationRequest
        {
            Systems = [],
            Truth = "queries",
            Blocks = blocks,
            Intervals = resamples >= fewest ? new BootstrapOptions(resamples) : null,
            Maps = new MapOptions
            {
                Grid = grid ?? LatLonGrid.OfCellsPerDegree(1),
                Key = query.Choice("rank", "density", "raw") == "raw" ? RankKey.RawScore : RankKey.Density,
                Values = query.Choice("values", "mass", "density", "log-density") switch { "density" => MapValues.Density, "log-density" => MapValues.LogDensity, _ => MapValues.Mass },
                Kappa = query.Number("kappa", double.Epsilon, double.MaxValue, "a number above 0"),
                Cells = cells,
                TotalKm2 = query.Number("total_area", double.Epsilon, 1e8 * GreatCircle.CapAreaKm2(1), "an area in km², above 0") ?? GreatCircle.SphereAreaKm2,
            },
        };
        return (request, Budgets(query));
    }

    /// <summary>Settings of evaluations of files: also how their tables are to be read.</summary>
    internal static (EvaluationRequest Request, IReadOnlyList<double>? Budgets) OfForm(Query query)
    {
        var (request, budgets) = Of(query);
        var miss = query.Number("conformal", double.Epsilon, 1 - 1e-9, "a number above 0 and below 1");
        _ = PointOf(query);
        var (by, shift) = (query.Text("conformal_by"), query.Text("conformal_weight"));
        if ((by is not null && shift is not null) || (miss is null && (by ?? shift) is not null))
            query.Fault(by is null ? "conformal_weight" : "conformal_by", null, "conformal, and no other column");
        request = request with
        {
            Conformal = miss is { } known ? new ConformalRequest(known, "", null, by, shift) : null,
            Strata = query.Text("strata")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            TruthColumns = Columns(query, "truth_columns"),
            SkipsMissing = query.Flag("skip_missing"),
            Maps = request.Maps with { Columns = Columns(query, "columns"), IsSouthFirst = query.Flag("south_first") },
        };
        return (request, budgets);
    }

    /// <summary>How one place is taken from each map for great-circle distances; null where none were asked for.</summary>
    internal static PointRule? PointOf(Query query) => query.Text("point") is null ? null : query.Choice("point", "best", "densest", "medoid") switch
    {
        "densest" => PointRule.Densest,
        "medoid" => PointRule.Medoid,
        _ => PointRule.Best,
    };

    private static ColumnNames Columns(Query query, string name)
    {
        try
        {
            return query.Text(name) is { } text ? ColumnNames.Parse(text) : ColumnNames.Usual;
        }
        catch (InputException)
        {
            query.Fault(name, query.Text(name), "names such as query=photo,lat=y,lon=x,score=p");
            return ColumnNames.Usual;
        }
    }

    private static double[]? Budgets(Query query)
    {
        const int most = 100;
        if (query.Text("budgets") is not { } text)
            return null;
        string[] words = text.Split(',');
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Length > most || !double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !(numbers[i] >= 0 && double.IsFinite(numbers[i])))
            {
                query.Fault("budgets", text, "up to 100 areas in km², separated by commas");
                return null;
            }
        }

        return numbers;
    }
}
