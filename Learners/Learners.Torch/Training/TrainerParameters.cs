using Learners.Contracts;

namespace Learners.Torch.Training;

/// <summary>The parameters that every learner has because the trainer reads them.</summary>
public static class TrainerParameters
{
    private static readonly HyperParameter[] s_all =
    [
        new IntegerParameter("steps", "optimiser steps", 1000, 1, 100_000_000),
        new IntegerParameter("batch-size", "examples of a batch in the first half of the run", 256, 1, 1_000_000),
        new IntegerParameter("final-batch-size", "examples of the last batch; the second half grows towards it; 0 keeps the batch size", 0, 0, 1_000_000),
        new IntegerParameter("accumulate", "batches whose gradients make one step", 1, 1, 4096),
        new RealParameter("learning-rate", "highest learning rate", 1e-3, 0, 10),
        new ChoiceParameter("course", "course of the learning rate", "constant", ["constant", "cosine", "one-cycle"]),
        new RealParameter("warm-up", "share of the steps in which the learning rate rises", 0.05, 0, 1),
        new ChoiceParameter("optimiser", "adam and sgd add the weight decay to the gradient, adamw shrinks the weights beside the step", "adam", ["adam", "adamw", "sgd"]),
        new RealParameter("momentum", "of sgd", 0.9, 0, 0.999999),
        new RealParameter("weight-decay", "L2 factor", 0, 0, 10),
        new RealParameter("clip-norm", "largest norm of the gradient; 0 does not clip", 0, 0, 1e9),
        new RealParameter("average", "decay of the moving average of the weights; 0 takes the last weights", 0, 0, 0.999999),
        new ChoiceParameter("precision", "numbers of weights while training; bfloat16 keeps float32 weights and multiplies matrices in bfloat16; float32 is published", "float32", ["float32", "float64", "bfloat16"]),
        new IntegerParameter("validate-every", "steps between looks at the held-out loss, if patience is set", 100, 1, 1_000_000),
        new IntegerParameter("patience", "looks without a new lowest held-out loss that end the run; 0 never does", 0, 0, 1_000_000),
        new IntegerParameter("checkpoint-every", "steps between checkpoints; 0 keeps only the last", 250, 0, 1_000_000),
    ];

    /// <summary>The parameters, with a learner's own defaults.</summary>
    /// <param name="defaults">Names and texts.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or the text is out of its range.</exception>
    public static IEnumerable<HyperParameter> With(params (string Name, string Text)[] defaults)
    {
        var unknown = defaults.FirstOrDefault(pair => s_all.All(parameter => parameter.Name != pair.Name)).Name;
        return unknown is null
            ? [.. s_all.Select(parameter => defaults.FirstOrDefault(pair => pair.Name == parameter.Name).Text is { } text ? parameter.WithDefault(text) : parameter)]
            : throw new ArgumentException($"the trainer has no parameter '{unknown}'", nameof(defaults));
    }

    /// <summary>What the trainer needs of the settled parameters.</summary>
    /// <param name="values">Settled parameters of a card that contains <see cref="With"/>.</param>
    /// <param name="seed">Of the run.</param>
    public static TrainingPlan Plan(HyperParameterValues values, long seed)
    {
        var batchSize = values.Integer("batch-size");
        var finalBatchSize = values.Integer("final-batch-size");
        return new TrainingPlan(
            values.Integer("steps"),
            batchSize,
            finalBatchSize == 0 ? batchSize : finalBatchSize,
            values.Real("learning-rate"),
            values.Choice("course") switch
            {
                "one-cycle" => LearningRateCourse.OneCycle,
                "cosine" => LearningRateCourse.Cosine,
                _ => LearningRateCourse.Constant,
            },
            values.Real("warm-up"),
            values.Real("weight-decay"),
            values.Real("clip-norm"),
            values.Real("average"),
            seed,
            values.Integer("checkpoint-every"))
        {
            Optimiser = values.Choice("optimiser") switch
            {
                "adamw" => OptimiserKind.AdamW,
                "sgd" => OptimiserKind.Sgd,
                _ => OptimiserKind.Adam,
            },
            Momentum = values.Real("momentum"),
            Accumulate = values.Integer("accumulate"),
            UseBfloat16 = values.Choice("precision") == "bfloat16",
            ValidateEvery = values.Integer("validate-every"),
            Patience = values.Integer("patience"),
        };
    }

    /// <summary>Type of a network's weights while it trains.</summary>
    /// <param name="values">Settled parameters.</param>
    public static TorchSharp.torch.ScalarType WeightType(HyperParameterValues values) =>
        values.Choice("precision") == "float64" ? TorchSharp.torch.ScalarType.Float64 : TorchSharp.torch.ScalarType.Float32;
}
