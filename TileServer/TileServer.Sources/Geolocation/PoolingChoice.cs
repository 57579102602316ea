using System.Globalization;
using GeoCore.Geolocation.Pooling;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Geolocation;

/// <summary>How an analyst wants the sources of a locator to be taken together. Immutable; two that say the same have one <see cref="Text"/>.</summary>
public sealed class PoolingChoice
{
    /// <summary>Largest weight.</summary>
    public const double MostWeight = 100;

    private const int LongestText = 2048;

    private PoolingChoice(IReadOnlyList<double> weights, PoolingRule rule, string prior, string text) =>
        (Weights, Rule, Prior, Text) = (weights, rule, prior, text);

    /// <summary>Names of the parameters that it is read from.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["prior", "rule", "sources"];

    /// <summary>One a source of the card, in its order; 0 leaves it out.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>How maps become one.</summary>
    public PoolingRule Rule { get; }

    /// <summary>Name of the prior.</summary>
    public string Prior { get; }

    /// <summary>What differs from the card's own choice, as a query string in one form: <c>prior=uniform&amp;rule=product&amp;sources=climate:1.5,land:0</c>.</summary>
    public string Text { get; }

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="card">The locator.</param>
    /// <param name="sources"><c>NAME:WEIGHT,…</c>; sources that are not named keep their weights. Null or empty for none.</param>
    /// <param name="rule">Name of a rule, or null for the default.</param>
    /// <param name="prior">Name of a prior, or null for the default.</param>
    /// <exception cref="OptionException">A name or number is none; the exception names the parameter.</exception>
    public static PoolingChoice Read(LocatorCard card, string? sources, string? rule, string? prior)
    {
        ArgumentNullException.ThrowIfNull(card);
        var weights = Weigh(card, sources);
        var known = card.Rules.Select(one => (Rule: one, Name: NameOf(one))).ToList();
        var chosen = string.IsNullOrEmpty(rule) ? known[0] : known.Find(one => one.Name == rule) is { Name: not null } found
            ? found
            : throw new OptionException("rule", rule, $"one of {string.Join(", ", known.Select(one => one.Name))}");
        var priorName = string.IsNullOrEmpty(prior) ? card.Priors[0] : card.Priors.Contains(prior)
            ? prior
            : throw new OptionException("prior", prior, $"one of {string.Join(", ", card.Priors)}");
        var changed = card.Sources.Select((source, index) => (source.Name, Weight: weights[index], source.Weight != weights[index]))
            .Where(source => source.Item3).OrderBy(source => source.Name, StringComparer.Ordinal)
            .Select(source => $"{source.Name}:{source.Weight.ToString("R", CultureInfo.InvariantCulture)}").ToList();
        string?[] parts =
        [
            priorName == card.Priors[0] ? null : $"prior={Uri.EscapeDataString(priorName)}",
            chosen.Rule == card.Rules[0] ? null : $"rule={chosen.Name}",
            changed.Count == 0 ? null : $"sources={string.Join(',', changed)}",
        ];
        return new PoolingChoice(weights, chosen.Rule, priorName, string.Join('&', parts.OfType<string>()));
    }

    /// <summary>The name of a rule in requests.</summary>
    public static string NameOf(PoolingRule rule) => rule switch
    {
        PoolingRule.Product => "product",
        PoolingRule.LogLinear => "loglinear",
        PoolingRule.LinearPool => "linear",
        PoolingRule.Gated => "gated",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "This rule has no name."),
    };

    private static double[] Weigh(LocatorCard card, string? text)
    {
        double[] weights = [.. card.Sources.Select(source => source.Weight)];
        if (string.IsNullOrEmpty(text))
            return weights;
        string expected = $"NAME:WEIGHT,… with weights of 0 to {MostWeight} for {string.Join(", ", card.Sources.Select(source => source.Name))}";
        if (text.Length > LongestText)
            throw new OptionException("sources", text, expected);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            var colon = part.LastIndexOf(':');
            var name = colon < 0 ? part : part[..colon];
            var index = card.Sources.ToList().FindIndex(source => source.Name == name);
            if (index < 0 || colon < 0 || !seen.Add(name)
                || !double.TryParse(part[(colon + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !(weight is >= 0 and <= MostWeight))
                throw new OptionException("sources", part, expected);
            weights[index] = weight == 0 ? 0 : weight; // no negative zero
        }

        return weights;
    }
}
