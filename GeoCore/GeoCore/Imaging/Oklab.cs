namespace GeoCore.Imaging;

/// <summary>A colour by lightness L (0 to 1) and two opponent axes, in which equal distances look about equally large.</summary>
/// <remarks>B. Ottosson, "A perceptual color space for image processing", 2020; transfer curve of sRGB after IEC 61966-2-1.</remarks>
internal readonly record struct Oklab(double L, double A, double B)
{
    internal static Oklab FromColor(uint color)
    {
        var red = ToLinear(PackedColor.Red(color));
        var green = ToLinear(PackedColor.Green(color));
        var blue = ToLinear(PackedColor.Blue(color));
        var l = Math.Cbrt((0.4122214708 * red) + (0.5363325363 * green) + (0.0514459929 * blue));
        var m = Math.Cbrt((0.2119034982 * red) + (0.6806995451 * green) + (0.1073969566 * blue));
        var s = Math.Cbrt((0.0883024619 * red) + (0.2817188376 * green) + (0.6299787005 * blue));
        return new Oklab(
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    /// <summary>The opaque sRGB colour; what no screen can show is cut off channel by channel.</summary>
    internal uint ToColor()
    {
        var l = Cube(L + (0.3963377774 * A) + (0.2158037573 * B));
        var m = Cube(L - (0.1055613458 * A) - (0.0638541728 * B));
        var s = Cube(L - (0.0894841775 * A) - (1.2914855480 * B));
        return PackedColor.Pack(
            FromLinear((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            FromLinear((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            FromLinear((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    internal double DistanceTo(Oklab other) =>
        Math.Sqrt(((L - other.L) * (L - other.L)) + ((A - other.A) * (A - other.A)) + ((B - other.B) * (B - other.B)));

    private static double Cube(double value) => value * value * value;

    private static double ToLinear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int FromLinear(double value)
    {
        var light = Math.Clamp(value, 0, 1);
        var encoded = light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
        return (int)Math.Round(encoded * 255, MidpointRounding.AwayFromZero);
    }
}
