namespace TileServer.Sources.Vectors;

/// <summary>Kinds of geometry in vector tiles, with their numbers there.</summary>
internal enum OutlineKind
{
    /// <summary>Points.</summary>
    Points = 1,

    /// <summary>Lines.</summary>
    Lines = 2,

    /// <summary>Rings.</summary>
    Polygons = 3,
}

/// <summary>A geometry on the lattice of a tile.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">Of points one list; lines; or rings without the closing corner, outer ones clockwise on a screen, each with its holes behind it.</param>
internal sealed record Outline(OutlineKind Kind, IReadOnlyList<IReadOnlyList<(int X, int Y)>> Parts)
{
    /// <summary>The longer side of its box, units.</summary>
    internal int Size
    {
        get
        {
            var (least, most) = Box;
            return Math.Max(most.X - least.X, most.Y - least.Y);
        }
    }

    /// <summary>The middle of its box.</summary>
    internal (int X, int Y) Middle
    {
        get
        {
            var (least, most) = Box;
            return ((least.X + most.X) >> 1, (least.Y + most.Y) >> 1);
        }
    }

    private ((int X, int Y) Least, (int X, int Y) Most) Box
    {
        get
        {
            var (least, most) = ((X: int.MaxValue, Y: int.MaxValue), (X: int.MinValue, Y: int.MinValue));
            foreach (var (x, y) in Parts.SelectMany(part => part))
            {
                least = (Math.Min(least.X, x), Math.Min(least.Y, y));
                most = (Math.Max(most.X, x), Math.Max(most.Y, y));
            }

            return (least, most);
        }
    }
}
