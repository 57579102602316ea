namespace Learners.ContinualLearning.Metrics;

/// <summary>The line that turns scores into logarithms of odds, by the highest likelihood, both classes weighing the same.</summary>
/// <remarks>Platt 1999, with his targets (N + 1) / (N + 2) in the place of 1 and 1 / (N + 2) in that of 0, by Newton's method.</remarks>
internal static class PlattScaling
{
    private const int Steps = 50;

    /// <summary>Fits slope and offset.</summary>
    /// <param name="scores">Higher is more genuine.</param>
    /// <param name="isGenuine">The truth.</param>
    internal static (double Slope, double Offset) Fit(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine)
    {
        double genuine = 0;
        foreach (var own in isGenuine)
        {
            genuine += own ? 1 : 0;
        }

        var fake = scores.Length - genuine;
        if (genuine == 0 || fake == 0)
        {
            return (1, 0);
        }

        double slope = 1, offset = 0;
        for (var step = 0; step < Steps; step++)
        {
            double ga = 0, gb = 0, haa = 1e-6, hab = 0, hbb = 1e-6;
            for (var i = 0; i < scores.Length; i++)
            {
                var (count, target) = isGenuine[i] ? (genuine, (genuine + 1) / (genuine + 2)) : (fake, 1 / (fake + 2));
                double s = scores[i], p = 1 / (1 + Math.Exp(-slope * s - offset));
                double off = (p - target) / count, bend = Math.Max(1e-9, p * (1 - p)) / count;
                ga += off * s;
                gb += off;
                haa += bend * s * s;
                hab += bend * s;
                hbb += bend;
            }

            var determinant = haa * hbb - hab * hab;
            if (!(determinant > 0))
            {
                break;
            }

            // far from the top Newton's steps are too long
            double da = (hbb * ga - hab * gb) / determinant, db = (haa * gb - hab * ga) / determinant;
            var length = Math.Max(1, Math.Max(Math.Abs(da), Math.Abs(db)));
            slope = Math.Max(1e-3, slope - da / length);
            offset -= db / length;
        }

        return (slope, offset);
    }
}
