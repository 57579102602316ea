using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.DialoguePlanning;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Planning;
using Learners.DialoguePlanning.Publishing;
using Learners.Host.Queue;
using Learners.Tests.Host.Api;
using Learners.Torch.Training;

namespace Learners.Tests.DialoguePlanning;

/// <summary>Dialogues are planned and next stops found over HTTP, with models that were trained a moment before.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Three_goals_are_put_in_order_and_replies_ranked_towards_the_first()
    {
        Publish("desk", TravelDesk.Corpus(160, 2), ("steps", "150"));
        await using var host = await StartAsync();
        var (status, text) = await AskAsync(host, "plan", """
            {"model":"desk","history":["hello there !","welcome to the travel desk ."],"between":1,
             "goals":["by train or by bus .","i would like to travel .","on which day do you leave ."],"replies":["i want to book a journey .","the card is accepted ."]}
            """);
        var answer = JsonNode.Parse(text)!;

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("i would like to travel .", (string?)answer["orders"]![0]!["order"]![0]);
        Assert.Equal((6, 3, 2), (answer["orders"]!.AsArray().Count, answer["goals"]!.AsArray().Count, answer["replies"]!.AsArray().Count));
        double[] scores = [.. answer["orders"]!.AsArray().Select(order => (double)order!["score"]!)];
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task A_question_about_trips_publishes_a_layer_of_probabilities_and_leaves_models_alone()
    {
        Publish("tour", Grid().Corpus(150, 3), ("steps", "60"), ("pair-buckets", "0"), ("words", "60000"));
        await using var host = await StartAsync();
        const string question = """{"model":"tour","from":{"longitude":2,"latitude":2},"goal":{"longitude":14,"latitude":10},"stops":2,"layer":"LAYER"}""";
        var (status, text) = await AskAsync(host, "reachability", question.Replace("LAYER", "next-stop", StringComparison.Ordinal));
        var artifact = PredictionArtifact.Load(_folder.File("models/next-stop"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, artifact.Map.Masses().Sum(), 1e-4);
        var best = JsonNode.Parse(text)!["best"]![0]!;
        var cell = NestedGrid.Healpix(CellWords.Finest).CellAt((double)best["longitude"]!, (double)best["latitude"]!);
        Assert.Equal((double)best["probability"]!, artifact.Map.Mass(cell), 1e-6);
        Assert.Equal(artifact.Map.Masses().Max(), artifact.Map.Mass(cell), 1e-9);

        var (refused, why) = await AskAsync(host, "reachability", question.Replace("LAYER", "tour", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("a name that no model has", why, StringComparison.Ordinal);
        Assert.NotNull(PublishedPlanner.Load(_folder.File("models/tour")).Card.Sharpness);
    }

    [Theory]
    [InlineData("plan", "[]", "body")]
    [InlineData("plan", "{", "body")]
    [InlineData("plan", """{"history":["a"],"goals":["b","c"]}""", "model")]
    [InlineData("plan", """{"model":"../desk","history":["a"],"goals":["b","c"]}""", "model")]
    [InlineData("plan", """{"model":"nobody","history":["a"],"goals":["b","c"]}""", "model")]
    [InlineData("plan", """{"model":"desk","history":[],"goals":["b","c"]}""", "history")]
    [InlineData("plan", """{"model":"desk","history":["a"],"goals":["b"]}""", "goals")]
    [InlineData("plan", """{"model":"desk","history":["a"],"goals":["b",7]}""", "goals")]
    [InlineData("plan", """{"model":"desk","history":["a"],"goals":["b","c"],"apart":0}""", "apart")]
    [InlineData("plan", """{"model":"desk","history":["a"],"goals":["b","c"],"goal":1}""", "goal")]
    [InlineData("reachability", """{"model":"desk","from":{"longitude":200,"latitude":0},"goal":{"longitude":0,"latitude":0}}""", "from.longitude")]
    [InlineData("reachability", """{"model":"desk","from":{"longitude":0,"latitude":0}}""", "goal")]
    [InlineData("reachability", """{"model":"desk","from":{"longitude":0,"latitude":0},"goal":{"longitude":0,"latitude":0},"stops":99}""", "stops")]
    public async Task A_field_that_cannot_be_used_is_named(string question, string body, string field)
    {
        await using var host = await StartAsync();
        var (status, text) = await AskAsync(host, question, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, JsonDocument.Parse(text).RootElement.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public void Words_of_a_place_name_its_cells_and_cells_are_read_from_them()
    {
        var words = CellWords.Of(13.4, 52.5).Split(' ');

        Assert.Equal(6, words.Length);
        Assert.Equal([NestedGrid.Healpix(CellWords.Finest).CellAt(13.4, 52.5)], CellWords.Cells(words.Append("hello").Append("viking")).Where(cell => CellWords.Of(new HierarchyCell(CellWords.Finest, cell)) == CellWords.Of(13.4, 52.5)));
        Assert.Equal(words[..5], CellWords.Of(13.5, 52.6).Split(' ')[..5]);
    }

    [Fact]
    public void Trips_follow_routes_and_take_shortest_ways_with_few_detours()
    {
        var world = Grid();
        var random = new Random(2);
        for (var i = 0; i < 30; i++)
        {
            var trip = world.Travel(random);
            Assert.True(trip.Length >= 4);
            Assert.All(trip.Zip(trip.Skip(1)), step => Assert.Contains(step.Second, world.Next(step.First)));
        }
    }

    [Fact]
    public void The_straight_line_goes_on_from_where_the_traveller_is()
    {
        var grid = NestedGrid.Healpix(CellWords.Finest);
        int[] cells = [grid.CellAt(0, 0), grid.CellAt(10, 0), grid.CellAt(20, 0), grid.CellAt(30, 0)];
        var scores = StraightLine.Scores(cells, cells[0], cells[3], 2);

        Assert.Equal(1, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public void GeoNames_table_is_read_by_its_columns()
    {
        const string line = "1\tTown\tTown\t\t48.5\t9.25\tP\tPPL\tDE\t\t\t\t\t\t60000\t\t\tEurope/Berlin\t2020-01-01\n";

        Assert.Equal([new TripPlace(9.25, 48.5, 60_000)], TripPlace.Read(new StringReader(line + line.Replace("60000", "500", StringComparison.Ordinal)), 1000));
        Assert.Throws<InvalidDataException>(() => TripPlace.Read(new StringReader("1\tTown\n"), 1));
    }

    // towns two degrees apart
    private static TripWorld Grid() => new([.. from row in Enumerable.Range(0, 12) from column in Enumerable.Range(0, 12) select new TripPlace(2 * column, 2 * row, 1000 + row)]);

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(ApiHost host, string question, string body) =>
        await ApiHost.ReadAsync(host.PostAsync($"learners/ccl/{question}", body));

    private Task<ApiHost> StartAsync()
    {
        var definition = new CurvedDefinition();
        return ApiHost.StartAsync(_folder, "cat > /dev/null; exit 130", also: new LearnerOffer(definition.Card, definition.EstimateMemory) { Questions = definition.Questions });
    }

    private void Publish(string name, DialogueCorpus corpus, params (string Name, string Text)[] settings)
    {
        TorchDevice.UseThreads(1);
        var card = CurvedLearnerCard.Instance;
        Assert.True(card.TrySettle("smoke", settings.Select(pair => KeyValuePair.Create(pair.Name, pair.Text)), out var values, out var problem), problem);
        var job = new JobSpec(card.Name, corpus.Name, "smoke", values.Texts, 2, "cpu");
        var context = new LearnerContext { Job = job, Values = values, DataFolder = "nowhere", HomeFolder = "nowhere", OpenRaster = path => throw new RasterException(path) };
        using var run = new CurvedRun(context, corpus);
        Assert.True(new Trainer(run.Plan, TimeProvider.System).Run(run.Learner, run.Training, cancellationToken: Cancellation).Completed);
        run.Publish(_folder.File($"models/{name}"), new Provenance(job, values.Texts, run.Plan.Steps, "./geosuite train ccl", new Dictionary<string, string>()), []);
    }
}
