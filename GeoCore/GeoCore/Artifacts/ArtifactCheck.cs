using System.Globalization;
using GeoCore.Encoding;

namespace GeoCore.Artifacts;

/// <summary>Whether the fields of a card fit each other.</summary>
internal static class ArtifactCheck
{
    /// <summary>Checks everything that needs no other file.</summary>
    /// <exception cref="ArtifactException">A field does not fit; the message names it.</exception>
    public static void Card(ArtifactCard card)
    {
        Require(card.Format == ArtifactCard.CurrentFormat, "format", $"is '{card.Format}' where '{ArtifactCard.CurrentFormat}' is read");
        Require(card.Id.Length > 0, "id", "is empty");
        Require(Enum.IsDefined(card.Kind), "kind", "is unknown");
        if (card.Network.Fault is { } fault)
            throw Wrong("network", fault);
        Require(card.Outputs.Count == card.Network.Outputs, "outputs", $"has {card.Outputs.Count} entries where the network has {card.Network.Outputs} logits");
        Require(card.Kind != OutputKind.Binary || card.Outputs.Count == 1, "outputs", "has more than the one entry of a binary encoder");
        Require(card.Kind != OutputKind.Categorical || card.Outputs.Count > 1, "outputs", "has a single class");
        for (var i = 0; i < card.Outputs.Count; i++)
        {
            Output(card, card.Outputs[i], $"outputs[{i.ToString(CultureInfo.InvariantCulture)}]");
        }

        Require(card.Posterior is null || card.Kind != OutputKind.Regression, "posterior", "belongs to classes, not to a regression");
        Require(card.Posterior is null or { PriorPrecision: > 0 and < double.PositiveInfinity, Places: > 0 }, "posterior", "has no positive precision or no places");
        if (card.Kind == OutputKind.Categorical)
            Require(card.Outputs.DistinctBy(output => output.Value).Count() == card.Outputs.Count, "outputs", "uses a class code twice");
    }

    /// <summary>Checks that a probe can be asked of a card's network.</summary>
    /// <exception cref="ArtifactException">It cannot; the message names the field.</exception>
    public static void Probe(Probe probe, ArtifactCard card)
    {
        var file = ArtifactFolder.Probe;
        if (probe.Tolerance is not (> 0 and <= 1))
            throw new ArtifactException($"{file}: 'tolerance' is not above 0 and at most 1.");
        if (probe.Points.Count is 0 or > 4096)
            throw new ArtifactException($"{file}: 'points' has {probe.Points.Count} places where 1 to 4096 are read.");
        for (var i = 0; i < probe.Points.Count; i++)
        {
            var point = probe.Points[i];
            if (!double.IsFinite(point.Longitude) || point.Latitude is not (>= -90 and <= 90))
                throw new ArtifactException($"{file}: 'points[{i}]' is not a place.");
            if (point.Logits.Count != card.Network.Outputs || !point.Logits.All(double.IsFinite))
                throw new ArtifactException($"{file}: 'points[{i}].logits' are not {card.Network.Outputs} finite numbers.");
        }
    }

    private static void Output(ArtifactCard card, OutputCard output, string field)
    {
        Require(output.Name.Length > 0, $"{field}.name", "is empty");
        Require(card.Kind != OutputKind.Categorical || output.Value is { } code && double.IsFinite(code), $"{field}.value", "is missing: a class has a code");
        Require(output.Color is null || Imaging.PackedColor.TryParse(output.Color, out _), $"{field}.color", "is not a colour such as '#rrggbb'");
    }

    private static void Require(bool holds, string field, string complaint)
    {
        if (!holds)
            throw Wrong(field, complaint);
    }

    private static ArtifactException Wrong(string field, string complaint) => new($"{ArtifactFolder.Card}: '{field}' {complaint}.");
}
