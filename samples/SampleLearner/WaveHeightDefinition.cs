using Learners.Contracts;
using Learners.Torch.Training;

namespace SampleLearner;

/// <summary>What the host reads before it trains anything. Being public, with a constructor without parameters, it is all that a plug-in exports.</summary>
public sealed class WaveHeightDefinition : ILearnerDefinition
{
    /// <inheritdoc/>
    public LearnerCard Card { get; } = new(
        "sample",
        "A small network learns the height of waves in a made-up ocean that covers the Earth",
        "The template for learners of your own: places are drawn at random, the answer is a formula, and the network is a small SIREN.",
        new PaperReference("Implicit Neural Representations with Periodic Activation Functions", "Sitzmann et al.", "arXiv 2006.09661"),
        Inputs: "longitude and latitude in degrees",
        Outputs: "height of the waves in metres",
        [new DataSetChoice("waves", "a smooth formula; needs no file", IsSelfContained: true)],
        Metrics: ["rmse"], // the last words of the names that evaluation gives
        [
            // steps, batch size, learning rate and all that every learner has, with defaults of our own; then what only we have
            .. TrainerParameters.With(("steps", "1500"), ("batch-size", "512"), ("learning-rate", "0.002"), ("course", "cosine")),
            new IntegerParameter("hidden-width", "neurons of a hidden layer", 64, 1, 2048),
            new RealParameter("omega0", "frequency factor of the first layer; larger learns finer waves", 6, 0.01, 1000),
        ],
        [
            // 'published' is what is trained when no preset is named; 'smoke' ends within seconds, because tests run it
            new Preset("published", "an error of some centimetres, within a minute", new Dictionary<string, string>()),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["steps"] = "60", ["batch-size"] = "128", ["hidden-width"] = "24", ["learning-rate"] = "0.01",
            }),
        ])
    {
        BatchParameter = "batch-size", // the host may halve it when memory runs out
    };

    /// <inheritdoc/>
    public long EstimateMemory(HyperParameterValues values, string data)
    {
        long width = values.Integer("hidden-width"), batch = values.Integer("batch-size");
        var numbers = 5 * width * width + 8 * batch * width; // weights with gradient, two moments and average; activations and theirs
        return (64L << 20) + 4 * numbers;                    // what torch itself takes at the first step outweighs them here
    }

    /// <inheritdoc/>
    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) => new WaveHeightRun(context);
}
