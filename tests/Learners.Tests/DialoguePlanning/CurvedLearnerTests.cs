using GeoCore.Artifacts;
using Learners.Contracts;
using Learners.DialoguePlanning;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Publishing;
using Learners.DialoguePlanning.Text;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Tests.DialoguePlanning;

/// <summary>Acceptance checks C5 and D1 of the specification, and the way from torch to the published planner.</summary>
public class CurvedLearnerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_encoder_without_torch_writes_the_vectors_of_the_network()
    {
        using var scope = torch.NewDisposeScope();
        var corpus = TravelDesk.Corpus(40, 1);
        var vocabulary = Vocabulary.Of(corpus.Training, 300, 128, 40);
        torch.manual_seed(1);
        using var network = new BagNet(vocabulary.Weights, 20, 28, 3, torch.ScalarType.Float32, torch.CPU);
        var weights = PublishedPlanner.Numbers(network);
        var encoder = new BagEncoder(vocabulary, RoleSet.Speaker, name => weights[name].Values.ToArray());
        foreach (var text in corpus.Test[0].Turns.Append("words nobody knows").Append(string.Empty))
        {
            var numbers = vocabulary.Numbers(text).Select(number => (long)number).DefaultIfEmpty(Vocabulary.Padding).ToArray();
            using var frozen = torch.no_grad();
            var expected = network.forward(torch.tensor(numbers, [1, numbers.Length])).data<float>().ToArray();
            var vectors = new float[3 * 20];
            encoder.Encode(text, vectors);
            Assert.All(expected.Zip(vectors), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void On_made_up_dialogues_cosines_tell_distance_and_direction()
    {
        using var run = Trained(("steps", "400"), ("contrast-steps", "60"), ("batch-size", "32"), ("pair-buckets", "2048"), ("width", "48"), ("hidden", "64"), ("dialogues", "500"), ("learning-rate", "0.003"));
        var scores = run.Score(Cancellation).ToDictionary(score => score.Name, score => score.Value);

        Assert.True(scores["distance/spearman"] >= 0.6, $"Spearman's correlation is {scores["distance/spearman"]}");
        Assert.All(Enumerable.Range(1, 4), distance => Assert.True(scores[$"distance/k{distance}/direction"] > 0));
        Assert.True(scores["goals/i0/chain/reverse"] > 0.9, $"orders beat their reversals in {scores["goals/i0/chain/reverse"]}");
        Assert.True(scores["next/h3/normal-rank"] < 0.25, $"the normalised rank is {scores["next/h3/normal-rank"]}");
        Assert.True(scores["reply/h2/d2/normal-rank"] < 0.25);
    }

    [Fact]
    public void Roles_make_a_direction_and_one_shared_role_cannot()
    {
        using var shared = Trained(("roles", "shared"), ("reversed", "no"), ("steps", "40"));
        using var speaker = Trained(("steps", "40"));
        string[] turns = ["where would you like to go .", "i want to see Oakhill !"];
        VectorSpace without = new(shared.Encoder(), turns, Cancellation), with = new(speaker.Encoder(), turns, Cancellation);

        Assert.Equal(without.Similarity(0, Parity.Odd, 1), without.Similarity(1, Parity.Odd, 0));
        Assert.NotEqual(with.Similarity(0, Parity.Odd, 1), with.Similarity(1, Parity.Odd, 0));
        Assert.All(shared.Score(Cancellation).Where(score => score.Name.EndsWith("chain/reverse", StringComparison.Ordinal) && !score.Name.Contains("curved", StringComparison.Ordinal)),
            score => Assert.Equal(0.5, score.Value));
    }

    [Fact]
    public void A_published_planner_scores_as_the_run_did_and_a_damaged_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var run = Trained(("steps", "20"));
        var context = Context(("steps", "20"));
        var scores = run.Score(Cancellation);
        run.Publish(folder.File("planner"), new Provenance(context.Job, context.Values.Texts, 20, "./geosuite train ccl", new Dictionary<string, string>()), scores);

        Assert.Equal(scores, new CurvedDefinition().EvaluatePublished(folder.File("planner"), context, Cancellation));
        var words = Path.Combine(folder.File("planner"), "words.txt");
        File.AppendAllText(words, "more\n");
        Assert.Contains("words.txt", Assert.Throws<ArtifactException>(() => PublishedPlanner.Load(folder.File("planner"))).Message, StringComparison.Ordinal);
    }

    private static CurvedRun Trained(params (string Name, string Text)[] settings)
    {
        TorchDevice.UseThreads(1);
        var run = (CurvedRun)new CurvedDefinition().Open(Context(settings), Cancellation);
        Assert.True(new Trainer(run.Plan, TimeProvider.System).Run(run.Learner, run.Training, cancellationToken: Cancellation).Completed);
        return run;
    }

    private static LearnerContext Context(params (string Name, string Text)[] settings)
    {
        var card = CurvedLearnerCard.Instance;
        Assert.True(card.TrySettle("smoke", [new("steps", "150"), new("dialogues", "160"), .. settings.Select(pair => KeyValuePair.Create(pair.Name, pair.Text))], out var values, out var problem), problem);
        return new LearnerContext
        {
            Job = new JobSpec(card.Name, "graph", "smoke", values.Texts, 2, "cpu"),
            Values = values,
            DataFolder = "nowhere",
            HomeFolder = "nowhere",
            OpenRaster = path => throw new IOException(path),
        };
    }
}
