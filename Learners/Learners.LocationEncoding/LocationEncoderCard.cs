using GeoCore.Encoding.Positional;
using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.LocationEncoding;

/// <summary>The card of the location encoder.</summary>
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
        "one logit (two classes), one logit per class or species, or one number per quantity",
        [
            new DataSetChoice("land", "land or water, from Natural Earth 1:10m polygons of the Debian package libmagics++-data"),
            new DataSetChoice("koppen", "Köppen–Geiger climate class at half a degree, from a GeoTIFF (--source)"),
            new DataSetChoice("landcover", "IGBP land cover class, from a GeoTIFF (--source)"),
            new DataSetChoice("land-ocean", "the paper's 5 000 places of land and ocean, with its validation and test sets", IsSelfContained: true),
            new DataSetChoice("checkerboard", "the paper's 10 000 places in 16 classes, cells of a Fibonacci lattice, with its validation and test sets", IsSelfContained: true),
            new DataSetChoice("climate", "quantities of a classic NetCDF file (--source FILE or FILE#t2m,u[0,2]) by the paper's climate protocol; without a source a wind gust of ERA5"),
            new DataSetChoice("species", "presences: the folder of the iNaturalist 2018 challenge or a table lon, lat, 0 or 1 for each species (--source); without a source six mammals"),
        ],
        [
            "accuracy", "accuracy-without-class-0", "iou", "iou-of-batches", "mean-f1", "log-loss", "calibration-error", "agreement-of-labels",
            "mean-squared-error", "mean-absolute-error", "area-weighted-mse", "r2", "auc", "top-1", "top-3",
        ],
        [
            new IntegerParameter("degrees", "L of the spherical harmonics; L² features", 40, 1, 400),
            new ChoiceParameter("taper", "what reaches the network of high degrees: all, less by heat, or what gains learn", "none", ["none", "heat", "learned"]),
            new RealParameter("taper-kappa", "κ of the gain exp(−κ ℓ (ℓ + 1)) of heat; learnt gains begin there", 1e-4, 0, 1),
            new IntegerParameter("coarse-degrees", "degrees that the first steps are limited to; 0 limits none (not land-ocean, checkerboard)", 0, 0, 400),
            new RealParameter("coarse-share", "share of the steps that are so limited", 0.7, 0, 1),
            new ChoiceParameter("encoder", "what coordinates become before the network", PositionalEncodings.SphericalHarmonics, PositionalEncodings.Names),
            new ChoiceParameter("variant", "formulas of a multi-scale encoder: radians, or the degrees and repeated values of the reference code", "corrected", ["corrected", "reference"]),
            new IntegerParameter("scales", "S of a multi-scale encoder", 16, 2, 4096),
            new RealParameter("minimum-radius", "finest scale of a multi-scale encoder; radians, or degrees in the reference variant", 0.05, 1e-6, 1e6),
            new RealParameter("maximum-radius", "coarsest scale, above the finest", 1, 1e-6, 1e6),
            new ChoiceParameter("network", "what follows the encoder", "siren", ["siren", "fcnet", "linear"]),
            new IntegerParameter("hidden-width", "neurons of a hidden layer (siren, fcnet)", 256, 1, 2048),
            new IntegerParameter("layers", "sine layers (siren)", 2, 1, 8),
            new RealParameter("omega0", "frequency factor of the first sine layer", 30, 0.01, 1000),
            new RealParameter("omega", "frequency factor of the other sine layers", 1, 0.01, 1000),
            new ChoiceParameter("kernels", "what computes a training step of a siren in float32 on the CPU: our fused kernels, or torch as everywhere else", "fused", ["fused", "torch"]),
            new RealParameter("boundary-share", "part of the places drawn where classes meet (not land-ocean, checkerboard)", 0.5, 0, 0.99),
            new RealParameter("presence-weight", "weight of a presence against an absence (species); 0 keeps the balance of the paper, 2048 for 8 142 species", 0, 0, 1e6),
            new IntegerParameter("posterior-places", "places that a posterior of the last layer rests on, published for a layer of uncertainty; 0 publishes none (data of classes)", 0, 0, 10_000_000),
            new IntegerParameter("centres", "cells of the checkerboard, an even number", 200, 2, 100_000),
            .. TrainerParameters.With(
                ("steps", "3000"),
                ("batch-size", "4096"),
                ("final-batch-size", "8192"),
                ("learning-rate", "0.0002"),
                ("course", "cosine"),
                ("clip-norm", "1"),
                ("average", "0.999")),
        ],
        [
            new Preset("published", "what the shipped land model was trained with: about ten minutes of one core", new Dictionary<string, string>()),
            new Preset("published-koppen", "what the shipped climate model was trained with: about a quarter of an hour of one core", new Dictionary<string, string>
            {
                ["steps"] = "4000", ["learning-rate"] = "0.0005",
            }, "koppen"),
            new Preset("small", "a coarser map in about two minutes of one core", new Dictionary<string, string>
            {
                ["degrees"] = "20", ["hidden-width"] = "128", ["steps"] = "1500", ["final-batch-size"] = "4096", ["learning-rate"] = "0.0005",
            }),
            new Preset("fine", "degrees up to 200 behind a taper that is learnt, after a coarse start: about a quarter of an hour of one core", new Dictionary<string, string>
            {
                ["degrees"] = "200", ["taper"] = "learned", ["coarse-degrees"] = "40", ["hidden-width"] = "128", ["steps"] = "1200", ["batch-size"] = "4096",
                ["final-batch-size"] = "1024", ["average"] = "0.99",
            }, "land"),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["degrees"] = "10", ["hidden-width"] = "32", ["steps"] = "60", ["batch-size"] = "512", ["final-batch-size"] = "512", ["average"] = "0.9",
                ["learning-rate"] = "0.001",
            }, "land-ocean"),
            new Preset("climate", "a wind field from a hundredth of its grid: a minute of one core", new Dictionary<string, string>
            {
                ["degrees"] = "20", ["hidden-width"] = "64", ["steps"] = "990", ["batch-size"] = "2000", ["final-batch-size"] = "2000", ["learning-rate"] = "0.0005",
                ["average"] = "0.99", ["validate-every"] = "33", ["patience"] = "3",
            }, "climate"),
            new Preset("species", "SirenNet(SH) as the reference configuration trains it on iNaturalist 2018, for at most 1 500 steps", new Dictionary<string, string>
            {
                ["degrees"] = "25", ["hidden-width"] = "128", ["layers"] = "3", ["steps"] = "1500", ["batch-size"] = "2000", ["final-batch-size"] = "2000",
                ["learning-rate"] = "0.000575139", ["weight-decay"] = "6.70686e-08", ["course"] = "constant", ["clip-norm"] = "0", ["average"] = "0",
                ["validate-every"] = "25", ["patience"] = "10",
            }, "species"),
            new Preset("paper", "SirenNet(SH) as the reference configuration trains it on land-ocean", FromThePaper(new()
            {
                ["network"] = "siren", ["degrees"] = "10", ["hidden-width"] = "64", ["layers"] = "2",
                ["learning-rate"] = "0.0001421671897373", ["weight-decay"] = "0.0036709986823345",
            }), "land-ocean"),
            new Preset("paper-fcnet", "FcNet(SH), likewise", FromThePaper(new()
            {
                ["network"] = "fcnet", ["degrees"] = "15", ["hidden-width"] = "64",
                ["learning-rate"] = "0.0003118513690642", ["weight-decay"] = "0.0145217811966975",
            }), "land-ocean"),
            new Preset("paper-linear", "Linear(SH), likewise", FromThePaper(new()
            {
                ["network"] = "linear", ["degrees"] = "20",
                ["learning-rate"] = "0.0010349759437545", ["weight-decay"] = "0.0004079629041632",
            }), "land-ocean"),
        ])
    {
        BatchParameter = "batch-size",
    };

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
