using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Our own rows for the double Fourier sphere, for which the reference code has neither formulas nor hyper-parameters.</summary>
/// <remarks>
/// Chosen by <see cref="DfsSearchTable"/> for the lowest loss on the validation set; the test set had no part in it. Radii are those that
/// nearly all rows of the reference have, 10° to 360°, in radians.
/// </remarks>
internal static class DfsSettings
{
    private const string TenDegrees = "0.17453292519943295";
    private const string WholeTurn = "6.283185307179586";

    private static readonly Dictionary<(string Data, string Network), (string Scales, string LearningRate)> s_chosen = new()
    {
        [("checkerboard", "linear")] = ("16", "0.02"),
        [("checkerboard", "fcnet")] = ("8", "0.005"),
        [("checkerboard", "siren")] = ("8", "0.0004"),
        [("land-ocean", "linear")] = ("16", "0.02"),
        [("land-ocean", "fcnet")] = ("4", "0.0005"),
        [("land-ocean", "siren")] = ("8", "0.0004"),
    };

    /// <summary>The row of a table.</summary>
    /// <param name="data"><c>checkerboard</c> or <c>land-ocean</c>.</param>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    internal static Dictionary<string, string> Row(string data, string network)
    {
        var (scales, rate) = s_chosen[(data, network)];
        return Candidate(network, scales, rate);
    }

    /// <summary>One candidate of the search.</summary>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    /// <param name="scales">S; 4S + 4S² features.</param>
    /// <param name="learningRate">Constant.</param>
    internal static Dictionary<string, string> Candidate(string network, string scales, string learningRate)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["encoder"] = PositionalEncodings.Dfs,
            ["network"] = network,
            ["scales"] = scales,
            ["minimum-radius"] = TenDegrees,
            ["maximum-radius"] = WholeTurn,
            ["learning-rate"] = learningRate,
            ["weight-decay"] = "1E-06",
        };
        if (network != "linear")
        {
            settings["hidden-width"] = "128";
        }

        if (network == "siren")
        {
            settings["layers"] = "2";
        }

        return settings;
    }
}
