using System.Globalization;
using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Our settings for climate fields: the paper's are in neither its reference code nor the material at hand.</summary>
/// <remarks>
/// Sizes are the same for every encoder: hidden width 64 and two sine layers, as the paper's land–ocean rows have at most; 32 scales from 10° to
/// 360° in the reference variant, as the paper's code has them. Learning rates, and L of the harmonics, are those of the lowest
/// validation loss after a third of a run with seed 0, see <see cref="ClimateSearchTable"/>; the test places had no part in it.
/// </remarks>
internal static class ClimateSettings
{
    private static readonly int[] s_degrees = [10, 20];

    private static readonly Dictionary<string, double[]> s_rates = new()
    {
        ["linear"] = [0.0005, 0.003, 0.02, 0.1],
        ["fcnet"] = [0.0005, 0.003, 0.02],
        ["siren"] = [0.0001, 0.0005, 0.003, 0.02],
    };

    // rates of Direct, Cartesian3D, Grid, SphereC+, SH, and L of the last
    private static readonly Dictionary<(string Data, string Network), (double[] Rates, int Degrees)> s_chosen = new()
    {
        [("gust", "linear")] = ([0.1, 0.1, 0.003, 0.0005, 0.003], 20),
        [("gust", "fcnet")] = ([0.003, 0.003, 0.003, 0.003, 0.02], 20),
        [("gust", "siren")] = ([0.02, 0.02, 0.0005, 0.0005, 0.0005], 20),
        [("wind-levels", "linear")] = ([0.1, 0.02, 0.1, 0.02, 0.1], 20),
        [("wind-levels", "fcnet")] = ([0.003, 0.003, 0.003, 0.003, 0.003], 10),
        [("wind-levels", "siren")] = ([0.02, 0.02, 0.0005, 0.0001, 0.0005], 10),
    };

    /// <summary>Encoders of the table.</summary>
    internal static readonly string[] Encoders =
    [
        PositionalEncodings.Direct, PositionalEncodings.Cartesian3D, PositionalEncodings.Grid, PositionalEncodings.SphereCPlus,
        PositionalEncodings.SphericalHarmonics,
    ];

    /// <summary>Settings of a cell.</summary>
    /// <param name="data">Name of the <see cref="ClimateFieldSet"/>.</param>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    /// <param name="encoder">Wire name.</param>
    internal static Dictionary<string, string> Chosen(string data, string network, string encoder)
    {
        var (rates, degrees) = s_chosen[(data, network)];
        return Row(encoder, network, rates[Array.IndexOf(Encoders, encoder)], degrees);
    }

    /// <summary>Settings that are tried for a cell.</summary>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    /// <param name="encoder">Wire name.</param>
    internal static IEnumerable<Dictionary<string, string>> Candidates(string network, string encoder) =>
        from degrees in encoder == PositionalEncodings.SphericalHarmonics ? s_degrees : s_degrees[..1]
        from rate in s_rates[network]
        select Row(encoder, network, rate, degrees);

    /// <summary>Settings of an encoder and a network.</summary>
    /// <param name="encoder">Wire name.</param>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="degrees">L, where the encoder is spherical harmonics.</param>
    internal static Dictionary<string, string> Row(string encoder, string network, double rate, int degrees = 20)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["encoder"] = encoder,
            ["network"] = network,
            ["hidden-width"] = "64",
            ["layers"] = "2",
            ["learning-rate"] = rate.ToString("R", CultureInfo.InvariantCulture),
        };
        switch (encoder)
        {
            case PositionalEncodings.SphericalHarmonics:
                row["degrees"] = degrees.ToString(CultureInfo.InvariantCulture);
                break;
            case PositionalEncodings.Direct:
                row["variant"] = "reference";
                break;
            case PositionalEncodings.Cartesian3D:
                break;
            default:
                (row["variant"], row["scales"], row["minimum-radius"], row["maximum-radius"]) = ("reference", "32", "10", "360");
                break;
        }

        return row;
    }
}
