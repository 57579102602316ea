namespace GeoCore.Encoding.Posterior;

/// <summary>The probability σ(u) when its log-odds u are Gaussian: mean and standard deviation.</summary>
/// <remarks>By the trapezoid rule on 33 nodes from −5 to 5 standard deviations: right to 1e-5 up to a deviation of 4, to 0.07 where the logistic
/// function is a step to it.</remarks>
public static class UncertainProbability
{
    private const int Nodes = 33;
    private const double Reach = 5;
    private static readonly double[] s_places = [.. Enumerable.Range(0, Nodes).Select(node => Reach * ((2.0 * node / (Nodes - 1)) - 1))];
    private static readonly double[] s_shares = Shares();

    /// <summary>Mean and standard deviation.</summary>
    /// <param name="mean">Of the log-odds.</param>
    /// <param name="deviation">Standard deviation of the log-odds, 0 or more.</param>
    /// <returns>The mean, 0 to 1, and the standard deviation, 0 to 0.5, of the probability.</returns>
    public static (double Mean, double Deviation) Of(double mean, double deviation)
    {
        double first = 0, second = 0;

        // differences from the middle, so that a narrow spread does not drown in the square of a large mean
        var middle = Logistic(mean);
        for (var node = 0; node < Nodes; node++)
        {
            var difference = Logistic(mean + (deviation * s_places[node])) - middle;
            first += s_shares[node] * difference;
            second += s_shares[node] * difference * difference;
        }

        return (middle + first, Math.Sqrt(Math.Max(second - (first * first), 0)));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Shares()
    {
        double[] density = [.. s_places.Select(x => Math.Exp(-x * x / 2))];
        var sum = density.Sum();
        return [.. density.Select(value => value / sum)];
    }
}
