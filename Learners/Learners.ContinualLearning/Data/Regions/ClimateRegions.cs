using GeoCore.Artifacts;
using GeoCore.Encoding.Positional;

namespace Learners.ContinualLearning.Data.Regions;

/// <summary>Climate groups of the Earth, learnt region by region: places in one part of the world after another, as spherical harmonics, with the class that the shipped map of climates gives.</summary>
/// <remarks>A map that is updated country by country meets the same trouble as a detector that meets one attack after another: places of a region are gone when it is done.</remarks>
internal static class ClimateRegions
{
    private const int Degrees = 10, Training = 500, Validation = 120, Test = 300, MostDraws = 100_000;

    private static readonly string[] s_groups = ["A", "B", "C", "D", "E"];

    private static readonly (string Name, double West, double East, double South, double North)[] s_regions =
    [
        ("europe", -12, 45, 36, 71), ("africa", -18, 52, -35, 36), ("north-america", -165, -55, 12, 72), ("asia", 60, 150, 5, 75), ("south-america", -82, -34, -55, 12),
    ];

    /// <summary>Names of the regions, in the order of time.</summary>
    internal static IReadOnlyList<string> Names => [.. s_regions.Select(region => region.Name)];

    /// <summary>Opens it.</summary>
    /// <param name="homeFolder">Of the checkout, which has the map.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArtifactException">The map is damaged.</exception>
    internal static ContinualTasks Open(string homeFolder, CancellationToken cancellationToken)
    {
        var map = LocationEncoderArtifact.Load(Path.Combine(homeFolder, "Learners", "Published", "koppen"));
        string[] names = [.. map.Card.Outputs.Select(output => output.Name)];
        return Of((longitudes, latitudes) =>
        {
            var logits = new float[longitudes.Length * names.Length];
            map.Encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
            return [.. Enumerable.Range(0, longitudes.Length)
                .Select(i => names[System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits.AsSpan(i * names.Length, names.Length))])
                .Select(name => name is "ocean" ? -1 : Array.IndexOf(s_groups, name[..1]))];
        });
    }

    /// <summary>Tasks of a map of groups.</summary>
    /// <param name="groupsOf">Group of each place from 0 to 4; −1 for none.</param>
    internal static ContinualTasks Of(Func<double[], double[], int[]> groupsOf)
    {
        var encoding = PositionalEncodings.Create(new PositionalEncodingOptions { Name = PositionalEncodings.SphericalHarmonics, Degrees = Degrees });
        var tasks = s_regions.Select((region, i) =>
        {
            var all = Places(region, i, encoding, groupsOf);
            return new ContinualTask(
                region.Name,
                all.At([.. Enumerable.Range(0, Training)]),
                all.At([.. Enumerable.Range(Training, Validation)]),
                all.At([.. Enumerable.Range(Training + Validation, Test)]));
        });

        // harmonics have one size all over the Earth, and the first region's mean is none of the others'
        float[] zeros = new float[encoding.Dimension], ones = new float[encoding.Dimension];
        Array.Fill(ones, 1);
        return new ContinualTasks("regions", s_groups, [.. tasks], null) { Means = zeros, Deviations = ones };
    }

    private static ExampleSet Places(
        (string Name, double West, double East, double South, double North) region, int seed, IPositionalEncoding encoding, Func<double[], double[], int[]> groupsOf)
    {
        const int wanted = Training + Validation + Test;
        var random = new Random(seed);
        double[] longitudes = new double[MostDraws], latitudes = new double[MostDraws];
        double south = Math.Sin(double.DegreesToRadians(region.South)), north = Math.Sin(double.DegreesToRadians(region.North));
        for (var i = 0; i < MostDraws; i++)
        {
            longitudes[i] = region.West + (region.East - region.West) * random.NextDouble();
            latitudes[i] = double.RadiansToDegrees(Math.Asin(south + (north - south) * random.NextDouble()));
        }

        var numbers = new List<float>();
        var labels = new List<long>();
        for (var from = 0; labels.Count < wanted && from < MostDraws; from += wanted)
        {
            double[] part = longitudes[from..Math.Min(MostDraws, from + wanted)], beside = latitudes[from..Math.Min(MostDraws, from + wanted)];
            var groups = groupsOf(part, beside);
            var features = new double[part.Length * encoding.Dimension];
            encoding.Encode(part, beside, features);
            for (var i = 0; i < part.Length && labels.Count < wanted; i++)
            {
                if (groups[i] >= 0)
                {
                    labels.Add(groups[i]);
                    numbers.AddRange(features.AsSpan(i * encoding.Dimension, encoding.Dimension).ToArray().Select(value => (float)value));
                }
            }
        }

        return labels.Count == wanted
            ? new ExampleSet([.. numbers], [.. labels], [encoding.Dimension])
            : throw new InvalidDataException($"the map knows {labels.Count} places of land in {region.Name}; {wanted} are needed");
    }
}
