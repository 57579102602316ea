using Learners.Contracts;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Tests.Contract;

/// <summary>What the host may expect of a learner's scores, its artifact and its word on memory.</summary>
internal static class ResultContract
{
    private const double Factor = 4;
    private const long Unmeasurable = 256L << 20; // below this, what torch and the runtime set aside decides

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static void ScoresAreNamedByTheCard(ILearnerDefinition definition)
    {
        using var run = SmokeRun.Open(definition);
        SmokeRun.Train(run);
        var scores = run.Score(Cancellation);

        Assert.NotEmpty(scores);
        AssertNamed(definition.Card, scores);
        Assert.Equal(scores.Count, scores.Select(score => score.Name).Distinct(StringComparer.Ordinal).Count());
    }

    public static void EvaluationTakesNoStep(ILearnerDefinition definition)
    {
        using var run = SmokeRun.Open(definition);
        Assert.SkipWhen(run.Validation is null, $"{definition.Card.Name} holds no examples out");
        var state = SmokeRun.State(run.Learner);
        using var frozen = torch.no_grad();
        run.Learner.Network.eval();

        AssertNamed(definition.Card, run.Learner.Evaluate(run.Validation));
        Assert.True(double.IsFinite(HeldOutLoss.Of(run.Learner, run.Validation)));
        Assert.Equal(state, SmokeRun.State(run.Learner));
    }

    public static void PublishesWholeAndTwiceTheSame(ILearnerDefinition definition)
    {
        using var folder = new TemporaryFolder();
        using var run = SmokeRun.Open(definition);
        SmokeRun.Train(run);
        var scores = run.Score(Cancellation);
        var context = SmokeRun.Context(definition);
        var provenance = new Provenance(context.Job, context.Values.Texts, run.Plan.Steps, "./geosuite train", new Dictionary<string, string> { ["device"] = "cpu" });

        run.Publish(folder.File("one/model"), provenance, scores);
        run.Publish(folder.File("two/model"), provenance, scores);

        Assert.Equal(Contents(folder.File("one/model")), Contents(folder.File("two/model")));
        Assert.Contains("card.json", Contents(folder.File("one/model")).Keys);

        // nothing half written beside it; contents have a folder of their own, and their digest for a name
        Assert.Equal(["model"], Directory.GetFileSystemEntries(folder.File("one")).Select(Path.GetFileName).Where(name => name != ".content"));
        Assert.All(
            Directory.Exists(folder.File("one/.content")) ? Directory.GetFileSystemEntries(folder.File("one/.content")) : [],
            content => Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(content)));
    }

    public static void MemoryIsEstimatedWithinAFactor(ILearnerDefinition definition)
    {
        var context = SmokeRun.Context(definition);
        var estimate = definition.EstimateMemory(context.Values, context.Job.Data);
        var used = ResidentPeak.Growth(() =>
        {
            using var run = SmokeRun.Open(definition);
            SmokeRun.Train(run);
        });

        Assert.InRange(used, 0, Factor * estimate);
        Assert.InRange(estimate, 0, Factor * Math.Max(used, Unmeasurable));
        if (definition.Card.BatchParameter is { } batch)
        {
            Assert.True(definition.Card.TrySettle("smoke", [KeyValuePair.Create(batch, "100000")], out var many, out var problem), problem);
            Assert.True(definition.EstimateMemory(many, context.Job.Data) > estimate);
        }
    }

    private static void AssertNamed(LearnerCard card, IReadOnlyList<MetricRecord> scores) => Assert.All(scores, score =>
    {
        Assert.Contains(score.Name.Split('/')[^1], card.Metrics.Append("loss"));
        Assert.True(double.IsFinite(score.Value), $"{score.Name} is {score.Value}");
    });

    private static Dictionary<string, byte[]> Contents(string folder) => Directory.EnumerateFiles(folder)
        .ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes);
}
