namespace Learners.LocationEncoding.Experiments;

/// <summary>Palettes of the maps: shades of a probability or colours of classes, then the colours of errors.</summary>
internal static class MapColours
{
    /// <summary>Steps of a probability.</summary>
    internal const int Shades = 16;

    private const uint Black = 0xFF_000000;
    private const uint Red = 0xFF_1E22D0; // packed with red in the lowest byte
    private const uint Blue = 0xFF_D86414;

    /// <summary>The palette of a data set.</summary>
    /// <param name="classCount">2 for a probability.</param>
    internal static uint[] Of(int classCount) => classCount == 2
        ? [.. Enumerable.Range(0, Shades).Select(Shade), Blue, Red]
        : [.. Enumerable.Range(0, classCount).Select(index => Hue(index, classCount)), Black];

    /// <summary>The palette's entry of a wrong place.</summary>
    /// <param name="classCount">2 for a probability.</param>
    /// <param name="winner">What was said.</param>
    internal static byte Wrong(int classCount, int winner) => (byte)(classCount == 2 ? Shades + winner : classCount);

    // from a light blue-grey to a warm sand
    private static uint Shade(int step)
    {
        var share = step / (Shades - 1.0);
        return Pack(214 - (0 * share), 226 - (34 * share), 238 - (104 * share));
    }

    // neighbours in number, which are neighbours on no map, get hues far apart
    private static uint Hue(int index, int count)
    {
        var angle = 2 * Math.PI * (index * 7 % count) / count;
        var lightness = index % 2 == 0 ? 205 : 165;
        return Pack(lightness + (50 * Math.Cos(angle)), lightness + (50 * Math.Cos(angle - 2.1)), lightness + (50 * Math.Cos(angle + 2.1)));
    }

    private static uint Pack(double red, double green, double blue) => 0xFF_000000 | ((uint)Math.Clamp(blue, 0, 255) << 16) | ((uint)Math.Clamp(green, 0, 255) << 8) | (uint)Math.Clamp(red, 0, 255);
}
