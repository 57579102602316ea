using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Evaluation;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Planning;
using Learners.DialoguePlanning.Publishing;
using Learners.DialoguePlanning.Text;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.DialoguePlanning;

/// <summary>One run: dialogues, encoder, scores, and what is published.</summary>
internal sealed class CurvedRun : ILearnerRun
{
    private readonly LearnerContext _context;
    private readonly DialogueCorpus _corpus;
    private readonly Vocabulary _vocabulary;
    private readonly CurvedLearner _learner;
    private readonly CurvedPairs _pairs;
    private readonly RoleSet _roles;

    internal CurvedRun(LearnerContext context, DialogueCorpus corpus)
    {
        (_context, _corpus) = (context, corpus);
        var (values, seed, device) = (context.Values, context.Job.Seed, context.Device);
        _vocabulary = Vocabulary.Of(corpus.Training, values.Integer("words"), values.Integer("pair-buckets"), values.Integer("longest"));
        _roles = Enum.Parse<RoleSet>(values.Choice("roles"), ignoreCase: true);
        _pairs = new CurvedPairs(values.Integer("window"))
        {
            Reversed = values.Choice("reversed") == "yes",
            Random = values.Choice("random") == "yes",
            Binary = values.Choice("targets") == "binary",
        };
        var training = new DialogueRows(corpus.Training, _vocabulary);
        if (values.Integer("contrast-steps") < values.Integer("steps") && !corpus.Training.Any(dialogue => dialogue.Turns.Count >= _pairs.Window))
        {
            throw new TrainingException($"no dialogue has the {_pairs.Window} turns of a window");
        }

        var type = TrainerParameters.WeightType(values);
        manual_seed(seed);
        var network = new BagNet(_vocabulary.Weights, values.Integer("width"), values.Integer("hidden"), Roles.Count(_roles), type, device);
        _learner = new CurvedLearner(network, _roles, values.Real("temperature"), type, device);
        Training = new DialogueFeed(training, _pairs, values.Integer("contrast-steps"), seed, device);
        Validation = new DialogueFeed(new DialogueRows(corpus.Validation, _vocabulary), _pairs, 0, null, device);
        Plan = TrainerParameters.Plan(values, seed);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation { get; }

    /// <summary>The trained encoder without torch.</summary>
    internal BagEncoder Encoder()
    {
        using var scope = NewDisposeScope();
        var weights = PublishedPlanner.Numbers(_learner.Network);
        return new BagEncoder(_vocabulary, _roles, name => weights[name].Values.ToArray());
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        var encoder = Encoder();
        var scores = PlanningScores.Of(encoder, _corpus.Test, _pairs, cancellationToken);
        return Sharpness(encoder, cancellationToken) is { } sharpness
            ? [.. scores, .. TripScores.Of(new Reachability(encoder, _vocabulary.Words), sharpness, _corpus.Test, cancellationToken)]
            : scores;
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics) =>
        PublishedPlanner.Publish(folder, _learner.Network, _vocabulary, _roles, _pairs, Sharpness(Encoder(), CancellationToken.None), provenance, metrics);

    /// <inheritdoc/>
    public void Dispose() => _learner.Dispose();

    private double? Sharpness(BagEncoder encoder, CancellationToken cancellationToken) =>
        _corpus.Name == DialogueCorpora.Trips ? new Reachability(encoder, _vocabulary.Words).Fit(_corpus.Validation, cancellationToken) : null;
}
