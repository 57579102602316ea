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
            new DataSetChoice("climate", "Köppen–Geiger class at half a degree (koppen_geiger_0p5.tif in the data folder), class 0 where there is none"),
        ],
        ["accuracy", "iou", "log-loss", "calibration-error"],
        [
            new IntegerParameter("degrees", "L of the spherical harmonics; L² features", 40, 1, 200),
            new IntegerParameter("hidden-width", "neurons of a sine layer", 256, 1, 2048),
            new IntegerParameter("layers", "sine layers", 3, 1, 8),
            new RealParameter("omega0", "frequency factor of the first sine layer", 30, 0.01, 1000),
            new RealParameter("omega", "frequency factor of the other sine layers", 1, 0.01, 1000),
            new IntegerParameter("steps", "optimiser steps", 4000, 1, 100_000_000),
            new IntegerParameter("batch-size", "places of a step in the first half of the run", 8192, 1, 1_000_000),
            new IntegerParameter("final-batch-size", "places of the last step; the second half grows towards it", 8192, 1, 1_000_000),
            new RealParameter("learning-rate", "highest learning rate", 1e-3, 0, 10),
            new ChoiceParameter("course", "course of the learning rate", "cosine", ["constant", "cosine", "one-cycle"]),
            new RealParameter("warm-up", "share of the steps in which the learning rate rises", 0.05, 0, 1),
            new RealParameter("weight-decay", "L2 factor, added to the gradient", 0, 0, 10),
            new RealParameter("clip-norm", "largest norm of the gradient; 0 does not clip", 1, 0, 1e9),
            new RealParameter("average", "decay of the moving average of the weights; 0 takes the last weights", 0.999, 0, 0.999999),
            new RealParameter("boundary-share", "part of the places drawn where classes meet", 0.5, 0, 0.99),
        ],
        [
            new Preset("default", "what the shipped models were trained with", new Dictionary<string, string>()),
            new Preset("small", "a coarse map in a few minutes of one core", new Dictionary<string, string>
            {
                ["degrees"] = "20", ["hidden-width"] = "128", ["steps"] = "1500", ["batch-size"] = "4096", ["final-batch-size"] = "4096",
            }),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["degrees"] = "10", ["hidden-width"] = "32", ["layers"] = "2", ["steps"] = "60", ["batch-size"] = "512",
                ["final-batch-size"] = "512", ["average"] = "0.9",
            }),
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
}
