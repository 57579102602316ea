using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using Learners.DialoguePlanning.Planning;
using Learners.Torch.Training;

namespace Learners.DialoguePlanning.Questions;

/// <summary><c>reachability</c>: which next stop leads from a place to a goal in so many stops, told as the best cells and published as a layer of probabilities.</summary>
internal static class ReachabilityQuestion
{
    private const int MostStops = 30;
    private const int StopsTold = 10;
    private static readonly Lock s_publishing = new();

    /// <summary>The question.</summary>
    internal static LearnerQuestion Question { get; } = new("reachability", "Which next stop leads to a goal in so many stops? Publishes a layer", Answer);

    private static JsonObject Answer(JsonElement question, QuestionContext context, CancellationToken cancellationToken)
    {
        var fields = new QuestionFields(question, "model", "from", "goal", "stops", "layer");
        string start = fields.Place("from"), goal = fields.Place("goal"), layer = fields.Name("layer", "reachability");
        var stops = fields.Whole("stops", 2, 1, MostStops);
        var planner = fields.Model(context.ModelsFolder);
        if (planner.Card.Sharpness is not { } sharpness)
        {
            throw new QuestionException("model", fields.Name("model"), "a model that was trained on trips");
        }

        var reachability = new Reachability(planner.Encoder, planner.Words);
        var scores = reachability.Scores(start, goal, stops);
        var map = reachability.Map(scores, sharpness);
        cancellationToken.ThrowIfCancellationRequested();
        Publish(Path.Combine(context.ModelsFolder, layer), layer, new PredictionCard
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Next stops that lead to the goal in {stops} stops"),
            Description = $"Learnt from simulated trips between real towns by '{fields.Name("model")}': from {question.GetProperty("from").GetRawText()} to {question.GetProperty("goal").GetRawText()}.",
            Attribution = "Towns © GeoNames (CC BY 4.0)",
            Licence = "CC-BY-4.0",
        }, map);
        return new JsonObject
        {
            ["layer"] = layer,
            ["tiles"] = $"/tiles/{layer}/{{z}}/{{x}}/{{y}}.png",
            ["stops"] = stops,
            ["cells"] = reachability.Cells.Count,
            ["best"] = new JsonArray([.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(StopsTold).Select(i =>
            {
                var (longitude, latitude) = map.Grid.CentreOf(reachability.Cells[i]);
                return new JsonObject { ["longitude"] = Math.Round(longitude, 3), ["latitude"] = Math.Round(latitude, 3), ["probability"] = map.Mass(reachability.Cells[i]) };
            })]),
        };
    }

    // a layer of the name that is no such answer is somebody's model
    private static void Publish(string folder, string layer, PredictionCard card, GeoCore.Geolocation.Maps.DensityMap map)
    {
        lock (s_publishing)
        {
            if (Directory.Exists(folder) && ArtifactFormat.Of(folder) != PredictionCard.CurrentFormat)
            {
                throw new QuestionException("layer", layer, "a name that no model has");
            }

            PredictionArtifact.Save(folder, card, map);
        }
    }
}
