using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using Learners.Contracts;
using Learners.Geolocation.Backbones;
using Learners.Torch.Training;

namespace Learners.Geolocation;

/// <summary>The card of the geolocator.</summary>
public static class GeolocatorLearnerCard
{
    /// <summary>For <c>location-branch</c>: a sine network over spherical harmonics.</summary>
    internal const string Siren = "siren";

    /// <summary>For <c>location-branch</c>: networks over random Fourier features.</summary>
    internal const string Fourier = "fourier";

    private const string LogLinear = "log-linear";

    /// <summary>Name, paper, parameters, presets.</summary>
    public static LearnerCard Instance { get; } = new(
        "geolocator",
        "Several views of a picture become one map of where it may have been taken",
        "A small convolutional network embeds a picture. Linear heads name the cell of a partition of the Earth, the climate, elevation, relief, coast, population and "
        + "latitude of the place, and a vector that is compared with places. Each head becomes a map; the maps are pooled with weights that are fitted on pictures of "
        + "other parts of the world.",
        new PaperReference(
            "Enhancing Worldwide Image Geolocation by Ensembling Satellite-Based Ground-Level Attribute Predictors",
            "Bianco, Eigen and Gormish",
            "arXiv 2407.13862"),
        "a picture; what ships learns pictures of the Earth from above",
        "logits of cells and attributes, and a vector in the space of places: together a map",
        [
            new DataSetChoice(
                "overhead",
                "crops of NASA's Blue Marble from the Debian package marble-qt-data, in blocks of 10 degrees; with --source FOLDER pictures with tables train.csv and dev.csv (file, lat, lon)"),
            new DataSetChoice(
                "photographs",
                "photographs of landmarks out of two Debian packages; with --source FOLDER a collection of one's own: a list photographs.csv (id, latitude, longitude) and pictures below the folder"),
            new DataSetChoice("painted", "pictures painted by formulas, with belts and quarters as attributes", IsSelfContained: true),
        ],
        ["auc-log", "auc-log-low", "auc-log-high", "gain", "gain-low", "gain-high", "median-km2", "log-score", "distance-km", "within-2500-km", "within-2500-km-error", "urban", "rural", "accuracy"],
        [
            new IntegerParameter("side", "pixels of a side of the network's input", 32, 8, 256),
            new IntegerParameter("width", "channels of the first convolution; an embedding has 8 times as many numbers", 16, 1, 256),
            new IntegerParameter("crops", "crops of a block of 10 degrees, the Debian mosaic only", 60, 1, 10_000),
            new IntegerParameter("grid-level", "HEALPix level of the maps: 6 has cells of 0.9 degrees", 6, 1, 8),
            new IntegerParameter("cell-most", "pictures of a fine cell of the partition at most; middle and coarse cells take 3 and 9 times as many", 60, 1, 1_000_000),
            new IntegerParameter("cell-fewest", "cells with fewer pictures are no class", 10, 1, 1_000_000),
            new FileParameter("backbone", "ONNX file of a picture network of others, which stays as it is, with #OUTPUT where its embedding is not the first, or centernet for one that is fetched from a package; where none is named, the learner trains a network of its own"),
            new ChoiceParameter("preparation", "how a network of others wants its pictures", "clip", [.. PicturePresets.Names]),
            new IntegerParameter("backbone-side", "pixels of a side of its input", 224, 1, 2048),
            new FileParameter("attributes", "JSON file with further rasters whose classes become heads; see docs/geolocation.md"),
            new IntegerParameter("head-width", "neurons of a rectified layer between embeddings and heads; 0 for none", 0, 0, 8192),
            new ChoiceParameter("location-branch", "what embeds places: a sine network over spherical harmonics, or networks over random Fourier features", Siren, [Siren, Fourier]),
            new IntegerParameter("fourier-networks", "ranges of frequencies, of standard deviation 1, 16, 256 …", 3, 1, 4),
            new IntegerParameter("fourier-frequencies", "frequencies of a range", 256, 1, 4096),
            new IntegerParameter("degrees", "L of the spherical harmonics of the location branch", 10, 1, 100),
            new IntegerParameter("place-width", "neurons of a layer of the location branch", 128, 1, 2048),
            new IntegerParameter("shared-width", "numbers of a vector in the space of pictures and places", 32, 1, 1024),
            new RealParameter("omega0", "frequency factor of the sine layer", 30, 0.01, 1000),
            new RealParameter("cell-weight", "weight of the loss of the three partitions", 0.3, 0, 1000),
            new RealParameter("attribute-weight", "weight of the loss of the attributes", 1, 0, 1000),
            new RealParameter("contrast-weight", "weight of the contrastive loss", 1, 0, 1000),
            new RealParameter("label-smoothing", "share of a label that is spread over all classes", 0.05, 0, 0.99),
            new RealParameter("class-weight-power", "classes of n pictures weigh n^-power; 0 keeps probabilities as frequent as they are", 0, 0, 1),
            new ChoiceParameter("pool", "how maps become one: fitted weights, weights that follow what a picture seems to show, the product or the mean", LogLinear, [LogLinear, "gated", "product", "linear"]),
            new RealParameter("jitter", "how much colours and frames of pictures change", 1, 0, 1),
            new IntegerParameter("fit-pictures", "held-out pictures that calibration and weights are fitted to at most", 150, 2, 100_000),
            .. TrainerParameters.With(
                ("steps", "900"),
                ("batch-size", "128"),
                ("learning-rate", "0.002"),
                ("course", "cosine"),
                ("optimiser", "adamw"),
                ("weight-decay", "0.05"),
                ("clip-norm", "5"),
                ("average", "0.99")),
        ],
        [
            new Preset("published", "what the shipped model of overhead pictures was trained with: some minutes of two cores", new Dictionary<string, string>(), "overhead"),
            new Preset("small", "a coarser map in about a minute", new Dictionary<string, string>
            {
                ["width"] = "8", ["steps"] = "400", ["batch-size"] = "64", ["grid-level"] = "5", ["crops"] = "20", ["cell-most"] = "30", ["fit-pictures"] = "60",
            }, "overhead"),
            new Preset("frozen", "heads over a network of others: name it by --set backbone=FILE.onnx", new Dictionary<string, string>
            {
                ["head-width"] = "256", ["steps"] = "600", ["learning-rate"] = "0.001", ["fit-pictures"] = "100",
            }, "overhead"),
            new Preset("photographs", "heads over a network of others for few photographs of the ground", new Dictionary<string, string>
            {
                ["backbone"] = CenternetBackbone.Name, ["head-width"] = "32", ["steps"] = "200", ["batch-size"] = "32", ["learning-rate"] = "0.001", ["grid-level"] = "5",
                ["cell-most"] = "12", ["cell-fewest"] = "2", ["average"] = "0.9", ["fit-pictures"] = "200", ["weight-decay"] = "0.2",
            }, "photographs"),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["side"] = "8", ["width"] = "4", ["steps"] = "60", ["batch-size"] = "32", ["grid-level"] = "3", ["degrees"] = "4", ["place-width"] = "16",
                ["shared-width"] = "8", ["omega0"] = "5", ["average"] = "0.9", ["learning-rate"] = "0.01", ["fit-pictures"] = "24", ["crops"] = "2",
            }, "painted"),
        ])
    {
        BatchParameter = "batch-size",
    };

    /// <summary>The rule that settings name.</summary>
    /// <param name="values">Settled parameters.</param>
    internal static PoolingRule RuleOf(HyperParameterValues values) => values.Choice("pool") switch
    {
        "gated" => PoolingRule.Gated,
        "product" => PoolingRule.Product,
        "linear" => PoolingRule.LinearPool,
        _ => PoolingRule.LogLinear,
    };
}
