using System.Buffers;
using System.Globalization;

namespace GeoCore.Imaging;

/// <summary>Colours as one <see cref="uint"/>: red in the lowest byte, then green, blue and alpha, not premultiplied. In memory that is R, G, B, A.</summary>
public static class PackedColor
{
    /// <summary>Nothing to see: all four channels 0.</summary>
    public const uint Transparent = 0;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Packs four channels of 0 to 255.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A channel is outside 0 to 255.</exception>
    public static uint Pack(int red, int green, int blue, int alpha = 255)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)red, 255u, nameof(red));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)green, 255u, nameof(green));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)blue, 255u, nameof(blue));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)alpha, 255u, nameof(alpha));
        return (uint)(red | (green << 8) | (blue << 16)) | ((uint)alpha << 24);
    }

    /// <summary>Red, 0 to 255.</summary>
    public static byte Red(uint color) => (byte)color;

    /// <summary>Green, 0 to 255.</summary>
    public static byte Green(uint color) => (byte)(color >> 8);

    /// <summary>Blue, 0 to 255.</summary>
    public static byte Blue(uint color) => (byte)(color >> 16);

    /// <summary>Opacity, 0 to 255.</summary>
    public static byte Alpha(uint color) => (byte)(color >> 24);

    /// <summary>The colour with its alpha multiplied by an opacity of 0 to 1, rounded.</summary>
    public static uint WithOpacity(uint color, double opacity) =>
        (color & 0x00FFFFFF) | ((uint)Math.Round(Alpha(color) * opacity, MidpointRounding.AwayFromZero) << 24);

    /// <summary>Linear mix of every channel, rounded to the nearest, halves up.</summary>
    /// <param name="from">Colour at 0.</param>
    /// <param name="to">Colour at 1.</param>
    /// <param name="amount">0 to 1.</param>
    public static uint Mix(uint from, uint to, double amount)
    {
        var mixed = 0u;
        for (var shift = 0; shift < 32; shift += 8)
            mixed |= (uint)MixChannel((byte)(from >> shift), (byte)(to >> shift), amount) << shift;
        return mixed;
    }

    /// <summary>The definition of a mixed channel; every exact scale is compared with it.</summary>
    internal static int MixChannel(int from, int to, double amount) => (int)Math.Floor(from + ((to - from) * amount) + 0.5);

    /// <summary><c>#rrggbb</c>, or <c>#rrggbbaa</c> where the colour is not opaque.</summary>
    public static string ToHex(uint color)
    {
        var rgb = string.Create(CultureInfo.InvariantCulture, $"#{Red(color):x2}{Green(color):x2}{Blue(color):x2}");
        return Alpha(color) == 255 ? rgb : string.Create(CultureInfo.InvariantCulture, $"{rgb}{Alpha(color):x2}");
    }

    /// <summary>Reads <c>#rgb</c>, <c>#rgba</c>, <c>#rrggbb</c> or <c>#rrggbbaa</c>; the hash may be missing.</summary>
    /// <returns>False when the text is none of these.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out uint color)
    {
        color = Transparent;
        if (text is ['#', ..])
            text = text[1..];
        if (text.Length is not (3 or 4 or 6 or 8) || text.ContainsAnyExcept(s_hexDigits))
            return false;
        Span<int> channels = [0, 0, 0, 255];
        var digits = text.Length <= 4 ? 1 : 2;
        for (var i = 0; i * digits < text.Length; i++)
        {
            var value = int.Parse(text.Slice(i * digits, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            channels[i] = digits == 1 ? value * 17 : value;
        }

        color = Pack(channels[0], channels[1], channels[2], channels[3]);
        return true;
    }
}
