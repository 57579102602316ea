namespace GeoCore.Audio;

/// <summary>The logarithmic bytes of telephone lines.</summary>
/// <remarks>ITU-T G.711: a sign, three bits of a segment and four within it, all inverted, with a bias of 33 in units of 14 bits.</remarks>
public static class MuLaw
{
    private const int Bias = 33;
    private const int Most = 8158;
    private const float Unit = 8192;

    /// <summary>The byte nearest to a sample.</summary>
    /// <param name="sample">−1 to 1; what lies beyond is cut.</param>
    public static byte Encode(float sample)
    {
        var magnitude = Math.Min(Most, (int)MathF.Round(Math.Abs(sample) * Unit)) + Bias;
        var segment = Math.Clamp(31 - System.Numerics.BitOperations.LeadingZeroCount((uint)magnitude) - 5, 0, 7);
        var code = (sample < 0 ? 0x80 : 0) | segment << 4 | ((magnitude >> (segment + 1)) & 0xF);
        return (byte)~code;
    }

    /// <summary>The sample of a byte.</summary>
    /// <param name="code">Of a line.</param>
    public static float Decode(byte code)
    {
        var bits = ~code;
        var segment = (bits >> 4) & 7;
        var magnitude = ((((bits & 0xF) << 1) + Bias) << segment) - Bias;
        return ((bits & 0x80) != 0 ? -magnitude : magnitude) / Unit;
    }
}
