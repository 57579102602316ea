using System.CommandLine;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using TileServer.Evaluations;

namespace TileServer.Commands;

/// <summary>The options of evaluations.</summary>
internal sealed class EvaluateOptions
{
    private readonly Option<string> _predictions = new("--predictions")
    {
        Description = "Table (CSV, Parquet) of places or cells with scores, a folder of GeoTIFF, NPY or GeoJSON files named as queries, one such map for all queries, or a GeoJSON file of ranked regions.",
        HelpName = "PATH",
    };

    private readonly Option<string> _truth = new("--truth") { Description = "Table of query, lat, lon, and a weight if there is one.", HelpName = "FILE" };

    private readonly Option<string[]> _compare = new("--compare") { Description = "Predictions of other systems for the same queries.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };

    private readonly Option<Grid> _grid = new("--grid")
    {
        Description = "Where places are counted into cells: latlon:DEGREES, latlon:COLUMNSxROWS, healpix:LEVEL or s2:LEVEL.",
        HelpName = "GRID",
        CustomParser = result => EvaluateValues.Grid("--grid", result),
        DefaultValueFactory = _ => LatLonGrid.OfCellsPerDegree(1),
    };

    private readonly Option<RankKey> _rank = new("--rank")
    {
        Description = "Search by density (mass by area) or by the raw score of cells.",
        HelpName = "density|raw",
        CustomParser = result => EvaluateValues.OneOf("--rank", result, ("density", RankKey.Density), ("raw", RankKey.RawScore)),
    };

    private readonly Option<MapValues> _values = new("--values")
    {
        Description = "What the numbers of cells and maps are.",
        HelpName = "mass|density|log-density",
        CustomParser = result => EvaluateValues.OneOf("--values", result, ("mass", MapValues.Mass), ("density", MapValues.Density), ("log-density", MapValues.LogDensity)),
    };

    private readonly Option<double?> _kappa = new("--kappa") { Description = "Scores of places are similarities s; their masses are softmax(K · s).", HelpName = "K", CustomParser = result => EvaluateValues.Positive("--kappa", result) };

    private readonly Option<CellScheme?> _cells = new("--cells") { Description = "What ids of cells are: s2, healpix:LEVEL (nested), or areas for ids of one's own, such as those of H3.", HelpName = "SCHEME", CustomParser = EvaluateValues.Cells };

    private readonly Option<string?> _areas = new("--areas") { Description = "Table of cell and area_km2 for ids of one's own; a column of the predictions will do, too.", HelpName = "FILE" };

    private readonly Option<ColumnNames?> _columns = new("--columns")
    {
        Description = "Unusual names of columns, such as query=photo,lat=y,lon=x,score=p.",
        HelpName = "ROLE=COLUMN,…",
        CustomParser = result => EvaluateValues.Columns("--columns", result),
    };

    private readonly Option<ColumnNames?> _truthColumns = new("--truth-columns")
    {
        Description = "The same for the truths.",
        HelpName = "ROLE=COLUMN,…",
        CustomParser = result => EvaluateValues.Columns("--truth-columns", result),
    };

    private readonly Option<string[]> _strata = new("--strata") { Description = "Columns of the truths that group queries.", HelpName = "COLUMN", AllowMultipleArgumentsPerToken = true };

    private readonly Option<double?> _total = new("--total-area") { Description = "Everything there is to search, km²; the sphere without this.", HelpName = "KM2", CustomParser = result => EvaluateValues.Positive("--total-area", result) };

    private readonly Option<string?> _cost = new("--cost") { Description = "GeoTIFF of what a square kilometre costs to search, in longitude and latitude: cost stands for area everywhere.", HelpName = "FILE" };

    private readonly Option<bool> _southFirst = new("--south-first") { Description = "The first row of NPY maps lies in the south." };

    private readonly Option<bool> _skipMissing = new("--skip-missing") { Description = "Leave queries without an answer out instead of counting them as not found." };

    private readonly Option<Grid?> _blocks = new("--blocks") { Description = "Draw the queries of a cell together for intervals, such as healpix:3.", HelpName = "GRID", CustomParser = result => EvaluateValues.Grid("--blocks", result) };

    private readonly Option<int> _resamples = new("--resamples") { Description = "Draws for intervals; 0 makes none.", HelpName = "N", DefaultValueFactory = _ => 2000, CustomParser = EvaluateValues.Resamples };

    private readonly Option<string?> _out = new("--out") { Description = "Folder for result.json, curves, and the queries as GeoJSON and GeoPackage.", HelpName = "FOLDER" };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>Groups and regions.</summary>
    private readonly RegionOptions _regions = new();

    /// <summary>File for what has been gathered.</summary>
    internal Option<string?> Save { get; } = new("--save") { Description = "File for what has been gathered, to be merged with other parts of the same evaluation.", HelpName = "FILE" };

    /// <summary>Saved parts instead of predictions and truths.</summary>
    internal Option<string[]> Merge { get; } = new("--merge") { Description = "Parts that were saved, with different queries, instead of predictions and truths.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };

    /// <summary>Areas at which recall is told.</summary>
    internal Option<double[]?> Budgets { get; } = new("--budgets") { Description = "Areas at which recall is told, km²: A,B,…", HelpName = "KM2,…", CustomParser = result => EvaluateValues.Numbers("--budgets", result) };

    /// <summary>Distances that are told apart.</summary>
    internal Option<double[]?> Thresholds { get; } = new("--thresholds") { Description = "Distances that are told apart, km; 1,25,200,750,2500 without this.", HelpName = "KM,…", CustomParser = result => EvaluateValues.Numbers("--thresholds", result) };

    /// <summary>How one place is taken from a map.</summary>
    internal Option<PointRule> Point { get; } = new("--point")
    {
        Description = "The place with the best score, the middle of the densest cell, or the medoid of the densest hundredth of the mass.",
        HelpName = "best|densest|medoid",
        CustomParser = result => EvaluateValues.OneOf("--point", result, ("best", PointRule.Best), ("densest", PointRule.Densest), ("medoid", PointRule.Medoid)),
    };

    internal void AddTo(Command command, bool isRecall)
    {
        IEnumerable<Option> common = [_predictions, _truth, _compare, _grid, _values, _kappa, _cells, _areas, _columns, _truthColumns, _strata, _southFirst, _skipMissing, _out, _json];
        IEnumerable<Option> own = isRecall ? [_rank, Budgets, _total, _cost, _blocks, _resamples, Save, Merge, .. _regions.All] : [Point, Thresholds];
        foreach (var option in common.Concat(own))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the options ask for.</summary>
    /// <exception cref="InputException">A table of areas cannot be used, or options contradict each other.</exception>
    internal EvaluationRequest Read(ParseResult parsed)
    {
        if (parsed.GetValue(_kappa) is not null && parsed.GetValue(_cells) is not null)
            throw new UsageException("--kappa is for places, and --cells says that there are none.");
        var isMerge = Own(parsed, Merge) is { Length: > 0 };
        foreach (var option in new[] { _predictions, _truth })
        {
            if (isMerge != parsed.GetValue(option) is null)
                throw new UsageException(isMerge ? $"{option.Name} and --merge exclude each other." : $"Option '{option.Name}' is required.");
        }

        var costs = Own(parsed, _cost) is { } file ? PredictionFiles.OpenCosts(file) : null;
        var grid = parsed.GetValue(_grid) ?? LatLonGrid.OfCellsPerDegree(1);
        var request = new EvaluationRequest
        {
            Systems = [parsed.GetValue(_predictions) ?? "", .. parsed.GetValue(_compare) ?? []],
            Truth = parsed.GetValue(_truth) ?? "",
            TruthColumns = parsed.GetValue(_truthColumns) ?? ColumnNames.Usual,
            Strata = parsed.GetValue(_strata) ?? [],
            SkipsMissing = parsed.GetValue(_skipMissing),
            Blocks = Own(parsed, _blocks),
            Intervals = Own(parsed, _resamples, 2000) is > 0 and var resamples ? new BootstrapOptions(resamples) : null,
            Out = parsed.GetValue(_out),
            IsJson = parsed.GetValue(_json),
            Maps = new MapOptions
            {
                Columns = parsed.GetValue(_columns) ?? ColumnNames.Usual,
                Grid = grid,
                Costs = costs,
                Key = Own(parsed, _rank),
                Values = parsed.GetValue(_values),
                Kappa = parsed.GetValue(_kappa),
                Cells = parsed.GetValue(_cells),
                AreasKm2 = parsed.GetValue(_areas) is { } areas ? ReadAreas(areas) : null,
                TotalKm2 = Own(parsed, _total) ?? costs?.TotalOf(grid) ?? GreatCircle.SphereAreaKm2,
                IsSouthFirst = parsed.GetValue(_southFirst),
            },
        };
        return parsed.CommandResult.Command.Options.Contains(_resamples) ? _regions.Read(parsed, request) : request;
    }

    private static IReadOnlyDictionary<string, double> ReadAreas(string path)
    {
        using var table = PredictionFiles.OpenTable(path);
        return AreaTable.Read(table, ColumnNames.Usual);
    }

    /// <summary>The value of an option that not every command has.</summary>
    private static T? Own<T>(ParseResult parsed, Option<T> option, T? otherwise = default) =>
        parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option) : otherwise;
}
