using System.CommandLine;
using System.Text.Json;
using GeoCore.Evaluation.Inputs;
using GeoCore.Raster;
using TileServer.Evaluations;

namespace TileServer.Commands;

/// <summary><c>evaluate rva</c> and <c>evaluate gcd</c>.</summary>
internal static class EvaluateCommand
{
    internal static Command Create() => new("evaluate", "Grades maps and points of a geolocation system against truths.") { Recall(), Distance() };

    private static Command Recall()
    {
        var options = new EvaluateOptions();
        var command = new Command("rva", "Recall vs Area: how much area has to be searched, densest first, until the truth is found.");
        options.AddTo(command, isRecall: true);
        command.SetAction((parsed, cancellationToken) => Guarded(() =>
        {
            var request = options.Read(parsed);
            using var progress = new EvaluationProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
            var result = parsed.GetValue(options.Merge) is { Length: > 0 } parts
                ? SavedParts.Read(parts, request.Intervals)
                : RecallResult.Run(request, EvaluateValues.Given(parsed.GetValue(options.Budgets)), progress, cancellationToken);
            var document = result.ToDocument();
            progress.Dispose();
            var json = JsonSerializer.Serialize(document, EvaluationJson.Default.RecallDocument);
            if (parsed.GetValue(options.Save) is { } file)
                SavedParts.Write(result, file);
            if (request.Out is { } folder)
            {
                OutputFile.Write(folder, "result.json", json + "\n");
                CurveFiles.Of(result).Write(folder);
                if (result.Truths.All.Count > 0) // parts that are merged have no places
                    TellMissing(QueryFiles.Write(result, folder));
            }

            Console.Out.WriteLine(request.IsJson ? json : RecallTable.Write(document));
        }));
        return command;
    }

    private static Command Distance()
    {
        var options = new EvaluateOptions();
        var command = new Command("gcd", "Great-circle distance: how far a single place for each map lies from the truth.");
        options.AddTo(command, isRecall: false);
        command.SetAction((parsed, cancellationToken) => Guarded(() =>
        {
            var request = options.Read(parsed);
            using var progress = new EvaluationProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
            var result = DistanceResult.Run(request, parsed.GetValue(options.Point), EvaluateValues.Given(parsed.GetValue(options.Thresholds)), progress, cancellationToken);
            var document = result.ToDocument();
            progress.Dispose();
            var json = JsonSerializer.Serialize(document, EvaluationJson.Default.DistanceDocument);
            if (request.Out is { } folder)
            {
                OutputFile.Write(folder, "result.json", json + "\n");
                TellMissing(QueryFiles.Write(result, folder));
            }

            Console.Out.WriteLine(request.IsJson ? json : document.ToTable());
        }));
        return command;
    }

    private static void TellMissing(string? problem)
    {
        if (problem is not null)
            Console.Error.WriteLine($"geosuite: queries.gpkg is not written: {problem}");
    }

    /// <summary>What is wrong with the user's files is told as wrong usage.</summary>
    private static Task<int> Guarded(Action work)
    {
        try
        {
            work();
            return Task.FromResult(CommandLine.Done);
        }
        catch (Exception fault) when (fault is InputException or RasterException or UnauthorizedAccessException)
        {
            throw new UsageException(fault.Message);
        }
    }
}
