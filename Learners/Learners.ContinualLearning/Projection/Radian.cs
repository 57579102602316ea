namespace Learners.ContinualLearning.Projection;

/// <summary>The angle between learning beside what was seen (0) and learning within it (π/2), which a batch chooses by which of its examples stand out.</summary>
/// <remarks>
/// Radian weight modification, arXiv 2312.09651: w is the softmax over the batch of the logits of the right classes, θ = θ₀ + κ · ½ Σ sᵢ asin wᵢ with
/// s = +1 for compact and −1 for spread classes. No gradient passes through it. As published θ₀ = π/4 and κ = 1, where θ lies in [0, π/2].
/// </remarks>
internal static class Radian
{
    /// <summary>θ₀ as published.</summary>
    internal const double PublishedStart = Math.PI / 4;

    /// <summary>θ of a batch, at least 0 and just under π/2.</summary>
    /// <param name="rightLogits">Logit of each example's own class.</param>
    /// <param name="signs">+1 for examples of compact classes, −1 for those of spread classes.</param>
    /// <param name="start">θ₀, radians.</param>
    /// <param name="gain">κ.</param>
    internal static double Angle(ReadOnlySpan<double> rightLogits, ReadOnlySpan<int> signs, double start = PublishedStart, double gain = 1)
    {
        var most = double.NegativeInfinity;
        foreach (var logit in rightLogits)
        {
            most = Math.Max(most, logit);
        }

        var sum = 0.0;
        foreach (var logit in rightLogits)
        {
            sum += Math.Exp(logit - most);
        }

        var turn = 0.0;
        for (var i = 0; i < rightLogits.Length; i++)
        {
            turn += signs[i] * Math.Asin(Math.Min(1, Math.Exp(rightLogits[i] - most) / sum));
        }

        return Math.Clamp(start + gain * turn / 2, 0, Math.BitDecrement(Math.PI / 2));
    }

    /// <summary>β = tan θ, at most <paramref name="most"/>.</summary>
    /// <param name="angle">θ, radians.</param>
    /// <param name="most">β at the most; one example that stands out would drive it to infinity.</param>
    internal static double Share(double angle, double most) => Math.Clamp(Math.Tan(angle), 0, most);
}
