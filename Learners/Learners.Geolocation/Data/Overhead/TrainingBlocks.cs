using System.Globalization;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>The blocks of 10 by 10 degrees that pictures are learnt from and validated on. All other blocks stay unseen.</summary>
internal static class TrainingBlocks
{
    /// <summary>Width of a block, degrees.</summary>
    internal const int Degrees = 10;

    private static readonly Lazy<IReadOnlyList<(int West, int South, string Part)>> s_all = new(Read);

    /// <summary>South-western corners of the blocks to learn from, degrees.</summary>
    internal static IReadOnlyList<(int West, int South)> Training => Of("train");

    /// <summary>South-western corners of the blocks to validate on, degrees.</summary>
    internal static IReadOnlyList<(int West, int South)> HeldOut => Of("dev");

    /// <summary>The block of a place.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    internal static (int West, int South) At(double longitude, double latitude) =>
        ((int)Math.Floor(longitude / Degrees) * Degrees, (int)Math.Floor(latitude / Degrees) * Degrees);

    private static List<(int West, int South)> Of(string part) =>
        [.. s_all.Value.Where(block => block.Part == part).Select(block => (block.West, block.South))];

    private static IReadOnlyList<(int West, int South, string Part)> Read()
    {
        using var stream = typeof(TrainingBlocks).Assembly.GetManifestResourceStream("Learners.Geolocation.blocks.csv")
            ?? throw new InvalidOperationException("The list of blocks is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Skip(1).Select(Parse)];
    }

    private static (int West, int South, string Part) Parse(string line)
    {
        var fields = line.Split(',');
        return (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]);
    }
}
