namespace Learners.DialoguePlanning.Experiments;

/// <summary>One of the systems that are compared.</summary>
/// <param name="Name">Row of the tables.</param>
/// <param name="Description">What it is, in few words.</param>
/// <param name="Settings">Parameters of the learner that differ from the preset; null where nothing is trained.</param>
internal sealed record PlanningSystem(string Name, string Description, IReadOnlyDictionary<string, string>? Settings)
{
    private const string Contrast = "350"; // two passes through DailyDialog in batches of 64 dialogues

    /// <summary>The ten of the specification, section 7.</summary>
    internal static IReadOnlyList<PlanningSystem> All { get; } =
    [
        new("random", "scores by chance", null),
        new("tfidf", "shared words", null),
        new("nce-sym", "first steps only, one role", Of(("roles", "shared"), ("steps", Contrast))),
        new("nce-role", "first steps only, three roles", Of(("steps", Contrast))),
        new("ccl-sym", "curved targets, one role, no reversed pairs", Of(("roles", "shared"), ("reversed", "no"))),
        new("ccl-classic", "curved targets, two roles", Of(("roles", "classic"))),
        new("ccl-speaker", "curved targets, three roles", Of()),
        new("ccl-norandom", "without random pairs", Of(("random", "no"))),
        new("ccl-noreverse", "without reversed pairs", Of(("reversed", "no"))),
        new("binary", "target 1 for the next turn, else 0", Of(("targets", "binary"))),
    ];

    private static Dictionary<string, string> Of(params (string Name, string Text)[] settings) => settings.ToDictionary(pair => pair.Name, pair => pair.Text);
}
