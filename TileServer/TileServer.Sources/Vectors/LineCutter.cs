namespace TileServer.Sources.Vectors;

/// <summary>Cuts lines at the margin of a tile and rounds them to units.</summary>
internal static class LineCutter
{
    private const double Least = -TileWindow.Margin, Most = VectorTileWriter.Extent + TileWindow.Margin;

    /// <summary>The parts of a line that lie in the tile with its margin.</summary>
    /// <param name="corners">Corners in units.</param>
    /// <param name="isShort">Whether the whole line is smaller than a unit: then it is drawn as one.</param>
    internal static IEnumerable<IReadOnlyList<(int X, int Y)>> Cut(List<(double X, double Y)> corners, bool isShort)
    {
        if (isShort && corners.Count > 0)
        {
            if (TileWindow.Reaches(corners[0]) && Rounded(corners[0]) is var (x, y))
                yield return [(x, y), (x + 1, y)];
            yield break;
        }

        List<(int X, int Y)> part = [];
        for (var i = 1; i < corners.Count; i++)
        {
            if (!TryClip(corners[i - 1], corners[i], out var from, out var to))
                continue;
            if (part.Count > 0 && part[^1] != Rounded(from))
            {
                if (part.Count > 1)
                    yield return part;
                part = [];
            }

            Add(part, Rounded(from));
            Add(part, Rounded(to));
        }

        if (part.Count > 1)
            yield return part;
    }

    private static void Add(List<(int X, int Y)> part, (int X, int Y) corner)
    {
        if (part.Count == 0 || part[^1] != corner)
            part.Add(corner);
    }

    private static (int X, int Y) Rounded((double X, double Y) corner) => ((int)Math.Round(corner.X), (int)Math.Round(corner.Y));

    /// <summary>Liang and Barsky 1984: the part of a segment in a box.</summary>
    private static bool TryClip((double X, double Y) begin, (double X, double Y) end, out (double X, double Y) from, out (double X, double Y) to)
    {
        var (x, y) = (end.X - begin.X, end.Y - begin.Y);
        var (first, last) = (0.0, 1.0);
        (from, to) = (begin, end);
        if (!Narrow(-x, begin.X - Least, ref first, ref last) || !Narrow(x, Most - begin.X, ref first, ref last)
            || !Narrow(-y, begin.Y - Least, ref first, ref last) || !Narrow(y, Most - begin.Y, ref first, ref last))
            return false;
        if (first > 0)
            from = (begin.X + (first * x), begin.Y + (first * y));
        if (last < 1)
            to = (begin.X + (last * x), begin.Y + (last * y));
        return true;
    }

    private static bool Narrow(double slope, double room, ref double first, ref double last)
    {
        if (slope == 0)
            return room >= 0;
        var place = room / slope;
        if (slope < 0)
            first = Math.Max(first, place);
        else
            last = Math.Min(last, place);
        return first <= last;
    }
}
