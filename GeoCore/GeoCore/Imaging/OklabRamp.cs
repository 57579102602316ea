namespace GeoCore.Imaging;

/// <summary>Draws a smooth path through a few colours in <see cref="Oklab"/> and walks it in 255 steps of equal perceived length.</summary>
internal static class OklabRamp
{
    private const int SamplesPerPiece = 512;

    /// <summary>256 opaque colours from the first control colour to the last.</summary>
    /// <param name="controls">Two or more colours as <c>#rrggbb</c>; the same first and last colour closes the path smoothly.</param>
    internal static uint[] Through(params ReadOnlySpan<string> controls)
    {
        var points = new Oklab[controls.Length];
        for (var i = 0; i < points.Length; i++)
            points[i] = PackedColor.TryParse(controls[i], out var color) ? Oklab.FromColor(color) : throw new FormatException(controls[i]);

        var pieces = points.Length - 1;
        var path = new Oklab[(pieces * SamplesPerPiece) + 1];
        var length = new double[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = At(points, (double)i / SamplesPerPiece);
            length[i] = i == 0 ? 0 : length[i - 1] + path[i].DistanceTo(path[i - 1]);
        }

        var colors = new uint[Colormap.Size];
        for (int i = 0, k = 0; i < colors.Length; i++)
        {
            var wanted = length[^1] * i / (colors.Length - 1);
            while (k < path.Length - 1 && length[k] < wanted)
                k++;
            colors[i] = path[k].ToColor();
        }

        return colors;
    }

    /// <summary>Catmull-Rom spline; at the ends the missing neighbour is the mirrored one, or the one across the seam of a closed path.</summary>
    private static Oklab At(Oklab[] points, double place)
    {
        var last = points.Length - 1;
        var i = Math.Min((int)place, last - 1);
        var t = place - i;
        var closed = points[0] == points[last];
        var b = points[i];
        var c = points[i + 1];
        var a = i > 0 ? points[i - 1] : closed ? points[last - 1] : Mirror(b, c);
        var d = i + 2 <= last ? points[i + 2] : closed ? points[1] : Mirror(c, b);
        return new Oklab(Spline(a.L, b.L, c.L, d.L, t), Spline(a.A, b.A, c.A, d.A, t), Spline(a.B, b.B, c.B, d.B, t));
    }

    private static Oklab Mirror(Oklab end, Oklab inner) => new((2 * end.L) - inner.L, (2 * end.A) - inner.A, (2 * end.B) - inner.B);

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
