namespace GeoCore.Geolocation.Grids;

/// <summary>Puts the bits of two numbers in turn.</summary>
internal static class Interleave
{
    /// <summary>The bits of a number at the even positions of another.</summary>
    internal static long Spread(long bits)
    {
        var x = (ulong)bits & 0xFFFFFFFF;
        x = (x | (x << 16)) & 0x0000FFFF0000FFFF;
        x = (x | (x << 8)) & 0x00FF00FF00FF00FF;
        x = (x | (x << 4)) & 0x0F0F0F0F0F0F0F0F;
        x = (x | (x << 2)) & 0x3333333333333333;
        return (long)((x | (x << 1)) & 0x5555555555555555);
    }

    /// <summary>The number whose bits stand at the even positions.</summary>
    internal static long Gather(long bits)
    {
        var x = (ulong)bits & 0x5555555555555555;
        x = (x | (x >> 1)) & 0x3333333333333333;
        x = (x | (x >> 2)) & 0x0F0F0F0F0F0F0F0F;
        x = (x | (x >> 4)) & 0x00FF00FF00FF00FF;
        x = (x | (x >> 8)) & 0x0000FFFF0000FFFF;
        return (long)((x | (x >> 16)) & 0x00000000FFFFFFFF);
    }
}
