using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.LocationEncoding;

/// <summary>The card of the location encoder, and what its parameters mean to the trainer.</summary>
public static class LocationEncoderCard
{
    /// <summary>Name, paper, parameters, presets.</summary>
    public static LearnerCard Instance { get; } = new(
        "location-encoder",
        "Spherical harmonics and a sinusoidal network learn a map of the whole Earth",
        "Longitude and latitude become real spherical harmonics, which have no seam and no pole; a small SIREN turns them into the "
        + "probability of a class. Fresh places are drawn at every step, half of them where classes meet, weighted so that "
        + "probabilities stay calibrated.",
        new PaperReference(
            "Geographic Location Encoding with Spherical Harmonics and Sinusoidal Representation Networks",
            "Rußwurm, Klemmer, Rolf, Zbinden and Tuia, ICLR 2024",
            "arXiv 2310.06743"),
        "longitude and latitude in degrees",
        "one logit (two classes) or one logit per class",
        [
            new DataSetChoice("land", "land or water, from Natural Earth 1:10m polygons of the Debian package libmagics++-data"),
            new DataSetChoice("koppen", "Köppen–Geiger climate class at half a degree, from a GeoTIFF (--source)"),
            new DataSetChoice("landcover", "IGBP land cover class, from a GeoTIFF (--source)"),
            new DataSetChoice("land-ocean", "the paper's 5 000 places of land and ocean, with its validation and test sets"),
        ],
        ["accuracy", "iou", "log-loss", "calibration-error"],
        [
            new IntegerParameter("degrees", "L of the spherical harmonics; L² features", 40, 1, 200),
            new ChoiceParameter("network", "what follows the harmonics", "siren", ["siren", "fcnet", "linear"]),
            new IntegerParameter("hidden-width", "neurons of a hidden layer (siren, fcnet)", 256, 1, 2048),
            new IntegerParameter("layers", "sine layers (siren)", 2, 1, 8),
            new RealParameter("omega0", "frequency factor of the first sine layer", 30, 0.01, 1000),
            new RealParameter("omega", "frequency factor of the other sine layers", 1, 0.01, 1000),
            new IntegerParameter("steps", "optimiser steps", 3000, 1, 100_000_000),
            new IntegerParameter("batch-size", "places of a step in the first half of the run", 4096, 1, 1_000_000),
            new IntegerParameter("final-batch-size", "places of the last step; the second half grows towards it", 8192, 1, 1_000_000),
            new RealParameter("learning-rate", "highest learning rate", 2e-4, 0, 10),
            new ChoiceParameter("course", "course of the learning rate", "cosine", ["constant", "cosine", "one-cycle"]),
            new RealParameter("warm-up", "share of the steps in which the learning rate rises", 0.05, 0, 1),
            new RealParameter("weight-decay", "L2 factor, added to the gradient", 0, 0, 10),
            new RealParameter("clip-norm", "largest norm of the gradient; 0 does not clip", 1, 0, 1e9),
            new RealParameter("average", "decay of the moving average of the weights; 0 takes the last weights", 0.999, 0, 0.999999),
            new RealParameter("boundary-share", "part of the places drawn where classes meet (not land-ocean)", 0.5, 0, 0.99),
            new ChoiceParameter("precision", "numbers of weights and features while training; float32 is published", "float32", ["float32", "float64"]),
            new IntegerParameter("validate-every", "steps between looks at the held-out loss, if patience is set", 100, 1, 1_000_000),
            new IntegerParameter("patience", "looks without a new lowest held-out loss that end the run; 0 never does", 0, 0, 1_000_000),
        ],
        [
            new Preset("published", "what the shipped land model was trained with: about ten minutes of one core", new Dictionary<string, string>()),
            new Preset("published-koppen", "what the shipped climate model was trained with: about a quarter of an hour of one core", new Dictionary<string, string>
            {
                ["steps"] = "4000", ["learning-rate"] = "0.0005",
            }),
            new Preset("small", "a coarser map in about two minutes of one core", new Dictionary<string, string>
            {
                ["degrees"] = "20", ["hidden-width"] = "128", ["steps"] = "1500", ["final-batch-size"] = "4096", ["learning-rate"] = "0.0005",
            }),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["degrees"] = "10", ["hidden-width"] = "32", ["steps"] = "60", ["batch-size"] = "512", ["final-batch-size"] = "512", ["average"] = "0.9",
                ["learning-rate"] = "0.001",
            }),
            new Preset("paper", "SirenNet(SH) as the reference configuration trains it on land-ocean", FromThePaper(new()
            {
                ["network"] = "siren", ["degrees"] = "10", ["hidden-width"] = "64", ["layers"] = "2",
                ["learning-rate"] = "0.0001421671897373", ["weight-decay"] = "0.0036709986823345",
            })),
            new Preset("paper-fcnet", "FcNet(SH), likewise", FromThePaper(new()
            {
                ["network"] = "fcnet", ["degrees"] = "15", ["hidden-width"] = "64",
                ["learning-rate"] = "0.0003118513690642", ["weight-decay"] = "0.0145217811966975",
            })),
            new Preset("paper-linear", "Linear(SH), likewise", FromThePaper(new()
            {
                ["network"] = "linear", ["degrees"] = "20",
                ["learning-rate"] = "0.0010349759437545", ["weight-decay"] = "0.0004079629041632",
            })),
        ]);

    /// <summary>What the trainer needs of the settled parameters.</summary>
    /// <param name="values">Settled parameters.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="checkpointEvery">Steps between checkpoints; 0 keeps only the last.</param>
    public static TrainingPlan Plan(HyperParameterValues values, long seed, long checkpointEvery) => new(
        values.Integer("steps"),
        values.Integer("batch-size"),
        values.Integer("final-batch-size"),
        values.Real("learning-rate"),
        values.Choice("course") switch
        {
            "constant" => LearningRateCourse.Constant,
            "one-cycle" => LearningRateCourse.OneCycle,
            _ => LearningRateCourse.Cosine,
        },
        values.Real("warm-up"),
        values.Real("weight-decay"),
        values.Real("clip-norm"),
        values.Real("average"),
        seed,
        checkpointEvery);

    // 500 epochs of 3 batches at most, a look at the validation set after each
    private static Dictionary<string, string> FromThePaper(Dictionary<string, string> row) => new(row)
    {
        ["steps"] = "1500",
        ["batch-size"] = "2000",
        ["final-batch-size"] = "2000",
        ["course"] = "constant",
        ["clip-norm"] = "0",
        ["average"] = "0",
        ["boundary-share"] = "0",
        ["precision"] = "float64",
        ["validate-every"] = "3",
        ["patience"] = "30",
    };
}
