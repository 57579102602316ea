using System.Text.Json;
using GeoCore.Geodesy;
using Learners.LocationEncoding.Data;

namespace Learners.LocationEncoding.Protocol;

/// <summary>
/// The land–ocean experiment of the paper: 5 000 places to train on, 5 000 to validate, and an equal-area grid of 51 156 places to test,
/// labelled by Natural Earth's 1:110m countries.
/// </summary>
/// <remarks>
/// Places are drawn again here; the labels, one bit a place, come with the program, so that no polygon file has to be the right one.
/// The grid steps 100 km in EPSG:6933.
/// </remarks>
public static class LandOceanProtocol
{
    private const string Resource = "Learners.LocationEncoding.land_ocean.json";
    private const int RandomPlaces = 5000;
    private const int Columns = 348;
    private const int Rows = 147;
    private const double Step = 100_000;
    private const double West = -17367530.45;
    private const double South = -7324184.56;

    /// <summary>Training set, drawn from seed 0.</summary>
    public static LabelledPlaces Training { get; } = Drawn(0);

    /// <summary>Validation set, drawn from seed 1.</summary>
    public static LabelledPlaces Validation { get; } = Drawn(1);

    /// <summary>Test set, from the south-west corner, eastwards first.</summary>
    public static LabelledPlaces Test { get; } = Grid();

    private static LabelledPlaces Drawn(uint seed)
    {
        var (longitudes, latitudes) = SphereGaussians.Draw(seed, RandomPlaces);
        return new LabelledPlaces(longitudes, latitudes, Labels($"seed{seed}", RandomPlaces));
    }

    private static LabelledPlaces Grid()
    {
        const int count = Rows * Columns;
        double[] x = new double[count], y = new double[count], longitudes = new double[count], latitudes = new double[count];
        for (var i = 0; i < count; i++)
        {
            x[i] = West + Step * (i % Columns);
            y[i] = South + Step * (i / Columns);
        }

        CoordinateReferenceSystems.Parse("EPSG:6933").ToGeographic(x, y, longitudes, latitudes);
        return new LabelledPlaces([.. longitudes.Select(Crs84Longitude.Normalise)], latitudes, Labels("grid", count));
    }

    private static int[] Labels(string set, int count)
    {
        using var stream = typeof(LandOceanProtocol).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        using var document = JsonDocument.Parse(stream);
        var bytes = Convert.FromHexString(document.RootElement.GetProperty(set).GetProperty("label_bits_hex_msb_first").GetString()!);
        return [.. Enumerable.Range(0, count).Select(i => (bytes[i >> 3] >> (7 - (i & 7))) & 1)];
    }
}
