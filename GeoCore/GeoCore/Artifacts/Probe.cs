namespace GeoCore.Artifacts;

/// <summary>Places with the answers that the trainer gave, by which every other implementation is checked. The file <c>probe.json</c>.</summary>
/// <param name="Tolerance">Largest difference of a logit, relative to 1 or the largest logit of the probe, whichever is greater.</param>
/// <param name="Points">The places, 64 where the trainer chose them.</param>
public sealed record Probe(double Tolerance, IReadOnlyList<ProbePoint> Points)
{
    /// <summary>The tolerance published with artifacts.</summary>
    public const double UsualTolerance = 1e-4;
}

/// <summary>One place and its answer.</summary>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees, −90 to 90.</param>
/// <param name="Logits">One per output.</param>
public sealed record ProbePoint(double Longitude, double Latitude, IReadOnlyList<double> Logits);
