namespace GeoCore.Imaging;

/// <summary>A picture under construction.</summary>
internal sealed class Canvas
{
    private readonly uint[] _pixels;

    internal Canvas(int width, int height, uint background)
    {
        Width = width;
        Height = height;
        _pixels = new uint[checked(width * height)];
        Array.Fill(_pixels, background);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ReadOnlySpan<uint> Pixels => _pixels;

    /// <summary>Lays a rectangle over the picture; what is outside is cut off.</summary>
    internal void Fill(int left, int top, int width, int height, uint color)
    {
        var right = Math.Min(left + width, Width);
        var bottom = Math.Min(top + height, Height);
        for (var y = Math.Max(top, 0); y < bottom; y++)
        {
            for (var x = Math.Max(left, 0); x < right; x++)
                _pixels[(y * Width) + x] = Over(color, _pixels[(y * Width) + x]);
        }
    }

    /// <summary>A colour laid over another, neither premultiplied.</summary>
    /// <remarks>T. Porter and T. Duff, "Compositing digital images", 1984: the operator over.</remarks>
    internal static uint Over(uint above, uint below)
    {
        int front = PackedColor.Alpha(above), back = PackedColor.Alpha(below);
        if (front == 255 || back == 0)
            return above;
        var weight = (255 * front) + ((255 - front) * back);
        if (front == 0 || weight == 0)
            return below;
        var amount = 255.0 * front / weight;
        var mixed = PackedColor.Mix(below, above, amount);
        return (mixed & 0x00FFFFFF) | ((uint)((weight + 127) / 255) << 24);
    }
}
