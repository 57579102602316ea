using Learners.ContinualLearning.Strategies;

namespace Learners.ContinualLearning.Experiments;

/// <summary>A row of a table: a method with its settings.</summary>
/// <param name="Name">Key of the row.</param>
/// <param name="Title">For people.</param>
/// <param name="Settings">That differ from the card's defaults.</param>
/// <param name="IsOurs">Whether it is an idea beyond the published ones.</param>
internal sealed record MethodRow(string Name, string Title, IReadOnlyDictionary<string, string> Settings, bool IsOurs)
{
    /// <summary>The row of the default preset.</summary>
    internal const string Default = "gaussian";

    private static readonly string[] s_ours = ["learnt-angle", "low-rank", "class-projectors", "merging", "analytic", "owm-lwf", "gaussian", "gaussian-owm"];

    /// <summary>Settings by method, chosen on validation examples of A and B (table <c>choice</c>); others are the card's.</summary>
    internal static IReadOnlyDictionary<string, (string Name, string Text)[]> Chosen { get; } = new Dictionary<string, (string, string)[]>
    {
        ["ewc"] = [("ewc-penalty", "10000")],
        ["ewc-online"] = [("ewc-penalty", "10000")],
        ["owm-lwf"] = [("lwf-weight", "0.3")],
        ["analytic"] = [("hidden-width", "1024"), ("hidden-layers", "1")],
        ["learnt-angle"] = [("theta0", "0")],
    };

    /// <summary>Every method, and RWM at three settings.</summary>
    internal static IReadOnlyList<MethodRow> All { get; } =
    [
        .. Method.All.Where(method => method.Name is not "rwm-literal").Select(method => Of(method.Name, method.Title)),
        Of("rwm", "RWM, θ₀ = 0, κ = 0.05", "rwm-one-sided", ("theta0", "0"), ("kappa", "0.05")),
        Of("rwm", "RWM, θ₀ = π/16", "rwm-sixteenth", ("theta0", "0.19634954084936207")),
        Of("rwm-split", "RWM split, θ₀ = 0, κ = 0.05", "rwm-split-one-sided", ("theta0", "0"), ("kappa", "0.05")),
    ];

    /// <summary>A row.</summary>
    /// <param name="method">Key of the method.</param>
    /// <param name="title">For people.</param>
    /// <param name="name">Key of the row; null for that of the method.</param>
    /// <param name="settings">Beside the chosen ones.</param>
    internal static MethodRow Of(string method, string title, string? name = null, params (string Name, string Text)[] settings)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["method"] = method };
        foreach (var (key, text) in Chosen.GetValueOrDefault(method, []).Concat(settings))
        {
            texts[key] = text;
        }

        return new MethodRow(name ?? method, title, texts, s_ours.Contains(method));
    }
}
