using System.Text.Json;
using GeoCore.Evaluation.Inputs;
using Microsoft.Extensions.Primitives;
using TileServer.Evaluations.Live;
using TileServer.Http;

namespace TileServer.Evaluations.Jobs;

/// <summary>Evaluates the files of a job and leaves those of its result in its folder.</summary>
internal static class JobRun
{
    /// <summary>Rows of a table that are held at most: about 100 MB.</summary>
    private const int RowsInMemory = 2_000_000;

    /// <summary>Queries of an evaluation at most.</summary>
    private const int MostQueries = 1_000_000;

    /// <summary>Evaluates.</summary>
    /// <exception cref="InputException">A file cannot be used.</exception>
    internal static void Run(EvaluationJob job, TimeProvider time, CancellationToken cancellationToken)
    {
        var order = job.Order;
        var (request, budgets) = EvaluationSettings.OfForm(QueryOf(order.Settings));
        string[] PathsOf(string part) => [.. order.Files.Where(file => file.Part == part).Select(file => Path.Combine(job.Folder, EvaluationJob.UploadFolder, file.Name))];
        var costs = PathsOf(JobUpload.Cost) is [var file] ? PredictionFiles.OpenCosts(file) : null;
        var total = costs is null || order.Settings.ContainsKey("total_area") ? request.Maps.TotalKm2 : costs.TotalOf(request.Maps.Grid);
        request = request with
        {
            Systems = [.. PathsOf(JobUpload.Predictions), .. PathsOf(JobUpload.Compare)],
            Truth = PathsOf(JobUpload.Truth)[0],
            MostQueries = MostQueries,
            Prior = PathsOf(JobUpload.Prior).SingleOrDefault(),
            Conformal = request.Conformal is { } conformal && PathsOf(JobUpload.Calibration) is [var calibration]
                ? conformal with { Truth = calibration, Predictions = PathsOf(JobUpload.CalibrationPredictions).SingleOrDefault() }
                : null,
            Maps = request.Maps with { RowsInMemory = RowsInMemory, Costs = costs, TotalKm2 = total, AreasKm2 = PathsOf(JobUpload.Areas) is [var areas] ? ReadAreas(areas) : null },
        };
        using var progress = new JobProgress(job, time);
        var result = RecallResult.Run(request, budgets, progress, cancellationToken);
        var document = result.ToDocument();
        document = document with { Systems = [.. document.Systems.Select(system => system with { Predictions = Path.GetFileName(system.Predictions) })] };
        if (EvaluationSettings.PointOf(QueryOf(order.Settings)) is { } rule)
        {
            var distances = DistanceResult.Run(request with { Maps = request.Maps with { Costs = null } }, rule, null, progress, cancellationToken).ToDocument();
            distances = distances with { Systems = [.. distances.Systems.Select(system => system with { Predictions = Path.GetFileName(system.Predictions) })] };
            OutputFile.Write(job.Folder, EvaluationJob.DistanceFile, JsonSerializer.SerializeToUtf8Bytes(distances, EvaluationJson.Default.DistanceDocument));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var curves = CurveFiles.Of(result);
        curves.Write(job.Folder);
        OutputFile.Write(job.Folder, "curve.json", JsonSerializer.SerializeToUtf8Bytes(curves.Document(), EvaluationJson.Default.CurveDocument));
        OutputFile.Write(job.Folder, EvaluationJob.FeaturesFile, path =>
        {
            using var file = File.Create(path);
            foreach (var feature in QueryFiles.Features(result))
            {
                file.Write(feature);
                file.WriteByte((byte)'\n');
            }
        });
        OutputFile.Write(job.Folder, EvaluationJob.ResultFile, JsonSerializer.SerializeToUtf8Bytes(document, EvaluationJson.Default.RecallDocument));
    }

    /// <summary>Settings as the reader of parameters takes them.</summary>
    internal static Query QueryOf(IReadOnlyDictionary<string, string> settings) =>
        new(new DefaultHttpContext(), new QueryCollection(settings.ToDictionary(setting => setting.Key, setting => new StringValues(setting.Value))));

    /// <summary>A message without the folders of the server.</summary>
    internal static string Cleaned(EvaluationJob job, string message) =>
        message.Replace(Path.Combine(job.Folder, EvaluationJob.UploadFolder) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static IReadOnlyDictionary<string, double> ReadAreas(string path)
    {
        using var table = PredictionFiles.OpenTable(path);
        return AreaTable.Read(table, ColumnNames.Usual);
    }
}
