using Learners.ContinualLearning.Projection;
using Learners.ContinualLearning.Strategies;
using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.ContinualLearning;

/// <summary>The card of the continual learner.</summary>
public static class RwmLearnerCard
{
    private const string Published = "0.7853981633974483"; // π/4

    /// <summary>Name, paper, parameters, presets.</summary>
    public static LearnerCard Instance { get; } = new(
        "rwm",
        "Tells genuine speech from fake while attacks come one after another, without forgetting",
        "Tasks come one after another and each is gone when it is over. A small network learns them under one of many methods: radian weight modification as "
        + "published, in a form that is well posed, and split; its relatives OWM, RAWM and RegO; the usual baselines; and methods of GeoSuite's own.",
        new PaperReference(
            "What to Remember: Self-Adaptive Continual Learning for Audio Deepfake Detection",
            "Zhang, Yi, Wang, Zhang, Zeng and Tao",
            "arXiv 2312.09651"),
        "means and standard deviations of linear frequency cepstra of a clip, or numbers of another front-end",
        "logits of genuine and fake, or of the classes of another data set",
        [
            new DataSetChoice("protocol-a", "real speech and real synthesizers of Debian: language, speaker and attack change; made by ./geosuite experiment rwm --prepare"),
            new DataSetChoice("protocol-b", "the same genuine voices in every task, a new kind of attack in each; made by ./geosuite experiment rwm --prepare"),
            new DataSetChoice("protocol-c", "Fashion-MNIST of the Debian package dataset-fashion-mnist, turned by 30° more from task to task"),
            new DataSetChoice("regions", "groups of climates, learnt region by region from the harmonics of places; labels are those of the shipped map of climates"),
            new DataSetChoice("own", "with --source FILE, a line a task: its name and the folder or table of a set such as ASVspoof 2019, In-the-Wild or FMFCC-A"),
            new DataSetChoice("drift", "made-up tasks of a compact and a spread class; needs no file", IsSelfContained: true),
        ],
        ["eer", "accuracy", "calibration-error", "minimum-cost", "failures"],
        [
            new ChoiceParameter("method", "how tasks are learnt without forgetting those before", "gaussian", [.. Method.All.Select(method => method.Name)]),
            new ChoiceParameter("network", "mlp takes a vector an example, frames takes frames and convolves them", "mlp", ["mlp", "frames"]),
            new IntegerParameter("hidden-width", "neurons of the first hidden layer, each further one having half of it; channels of frames", 128, 1, 4096),
            new IntegerParameter("hidden-layers", "hidden layers of mlp; 0 is a linear classifier", 2, 0, 8),
            new ChoiceParameter("protect", "layers that projectors protect; the released code has the last alone", "all", ["all", "last"]),
            new RealParameter("alpha", "α of the projector, in units of the mean squared input: smaller protects more", 0.06, 1e-6, 100),
            new RealParameter("theta0", "θ₀ of RWM, radians: 0 is OWM, π/4 as published, where a balanced batch is fine-tuned", Radian.PublishedStart, 0, 1.5),
            new RealParameter("kappa", "how far the examples of a batch turn the angle; 1 as published", 1, 0, 10),
            new RealParameter("beta-max", "largest β = tan θ", 4, 0, 1000),
            new ChoiceParameter("groups", "which classes are compact: measured by their cosine distances, or the first one", "measured", ["measured", "first-is-compact"]),
            new RealParameter("compact-weight", "how much compact classes count in the projector of class-projectors", 0.1, 0, 1),
            new IntegerParameter("rank", "directions a layer of low-rank", 32, 1, 4096),
            new IntegerParameter("memory", "examples that replay, gdumb, gem and a-gem keep", 120, 1, 1_000_000),
            new RealParameter("ewc-penalty", "λ of ewc", 3000, 0, 1e9),
            new RealParameter("si-penalty", "c of si", 0.1, 0, 1e9),
            new RealParameter("lwf-weight", "η of lwf, dfwf, rawm and owm-lwf", 1, 0, 1e6),
            new RealParameter("temperature", "T of the distillation", 2, 0.1, 100),
            new RealParameter("gem-strength", "least multiplier of a constraint of gem", 0.5, 0, 10),
            new RealParameter("rego-quantile", "share of the weights of a layer that matter little to rego", 0.75, 0, 1),
            new RealParameter("rego-release", "memory of a weight below which rego releases it", 0.1, 0, 1),
            .. TrainerParameters.With(
                ("steps", "2700"),
                ("batch-size", "32"),
                ("learning-rate", "0.05"),
                ("optimiser", "sgd"),
                ("momentum", "0"),
                ("clip-norm", "5"),
                ("checkpoint-every", "0")),
        ],
        [
            new Preset("gaussian-memory", "what errs least: mean and covariance of every class and task are kept, and no example; a minute", new Dictionary<string, string>(), "protocol-a"),
            new Preset("rwm-published", "RWM at the published angle, in the form that is well posed", new Dictionary<string, string> { ["method"] = "rwm" }),
            new Preset("rwm-one-sided", "RWM that starts from OWM and opens a little for compact classes", new Dictionary<string, string>
            {
                ["method"] = "rwm", ["theta0"] = "0", ["kappa"] = "0.05",
            }),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["method"] = "rwm", ["steps"] = "90", ["batch-size"] = "16", ["hidden-width"] = "16", ["hidden-layers"] = "2", ["theta0"] = Published,
            }, "drift"),
        ])
    {
        BatchParameter = null, // the size of a batch decides how often weights are protected
    };
}
