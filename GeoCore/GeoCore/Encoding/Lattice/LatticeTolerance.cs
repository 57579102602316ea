namespace GeoCore.Encoding.Lattice;

/// <summary>How far interpolated logits may be from exact ones at the check pixels of a cell.</summary>
/// <remarks>
/// A logit that is g away from where its probability turns moves the probability by at most σ'(g) per unit. The slope is taken three units
/// nearer to the turn, and the error kept below a sixteenth of g, so that a cell cannot pass because everything it saw was saturated: what lies
/// between the samples must have been resolved too.
/// </remarks>
internal readonly struct LatticeTolerance
{
    /// <summary>The error at the check pixels is kept this much smaller than the tolerance, because other pixels may do worse.</summary>
    public const double Safety = 4;

    private const double Shift = 3;
    private const double GapShare = 1.0 / 16;
    private readonly OutputKind _kind;
    private readonly double _tolerance;

    /// <summary>Takes a tolerance.</summary>
    /// <param name="kind">What the logits mean.</param>
    /// <param name="tolerance">In units of the output.</param>
    public LatticeTolerance(OutputKind kind, double tolerance) => (_kind, _tolerance) = (kind, tolerance / Safety);

    /// <summary>Whether interpolated logits are near enough.</summary>
    /// <param name="exact">Logits of a check pixel.</param>
    /// <param name="interpolated">As many.</param>
    public bool Accepts(ReadOnlySpan<float> exact, ReadOnlySpan<float> interpolated)
    {
        for (var i = 0; i < exact.Length; i++)
        {
            if (!(Math.Abs((double)exact[i] - interpolated[i]) <= Allowed(exact, i)))
                return false;
        }

        return true;
    }

    /// <summary>How far a class's logit is below the largest of the others, or the largest above the second.</summary>
    public static double Gap(ReadOnlySpan<float> logits, int index)
    {
        var other = double.NegativeInfinity;
        for (var i = 0; i < logits.Length; i++)
        {
            if (i != index)
                other = Math.Max(other, logits[i]);
        }

        return Math.Abs(logits[index] - other);
    }

    private double Allowed(ReadOnlySpan<float> logits, int index)
    {
        if (_kind == OutputKind.Regression)
            return _tolerance;
        var gap = _kind == OutputKind.Binary ? Math.Abs(logits[index]) : Gap(logits, index);
        var decay = Math.Exp(-Math.Max(gap - Shift, 0));
        var slope = decay / ((1 + decay) * (1 + decay));
        var several = _kind == OutputKind.Categorical ? 2 : 1;
        return Math.Min(_tolerance / (several * slope), Math.Max(gap * GapShare, 4 * _tolerance / several));
    }
}
