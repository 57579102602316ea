using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>S2: cube faces with the quadratic projection, cut along both axes, in the order of Hilbert's curve.</summary>
/// <remarks>The formulas of the S2 geometry library (s2geometry.io), checked with its ids.</remarks>
internal sealed class S2Hierarchy : CellHierarchy
{
    /// <summary>Which quarter, as 2 · right + upper, the curve visits at its four steps in each of its four orientations.</summary>
    private static readonly int[][] s_quarter = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]];

    /// <summary>The step at which the curve visits a quarter: the inverse of <see cref="s_quarter"/>.</summary>
    private static readonly int[][] s_step = [.. s_quarter.Select(quarters => (int[])[.. Enumerable.Range(0, 4).Select(quarter => Array.IndexOf(quarters, quarter))])];

    /// <summary>How the orientation changes at a step.</summary>
    private static readonly int[] s_turn = [1, 0, 0, 3];

    public override string Name => "s2";

    public override int BaseCells => 6;

    public override int MaximumLevel => S2CellId.MaximumLevel;

    public override bool IsEqualArea => false;

    /// <summary>A bit more than half of the longest diagonal, which nears 2.4387 · 2⁻ˡ.</summary>
    private protected override double BaseRadius => 1.25;

    public override double AreaKm2(HierarchyCell cell)
    {
        var (_, i, j) = Decode(cell);
        var size = 1.0 / (1L << cell.Level);
        var (u0, u1, width) = Bounds(i * size, size);
        var (v0, v1, height) = Bounds(j * size, size);
        double length00 = Length(u0, v0), length10 = Length(u1, v0), length01 = Length(u0, v1), length11 = Length(u1, v1);
        // the triple product of three corners of a rectangle on the face is its area: no digits are lost in small cells
        var product = width * height;
        return Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm
            * (Triangle(u0, v0, length00, u1, v0, length10, u1, v1, length11, product)
                + Triangle(u0, v0, length00, u1, v1, length11, u0, v1, length01, product));
    }

    private protected override long IndexAt(UnitVector place, double longitude, int level)
    {
        var (x, y, z) = place;
        double ax = Math.Abs(x), ay = Math.Abs(y), az = Math.Abs(z);
        var axis = ax > ay ? ax > az ? 0 : 2 : ay > az ? 1 : 2;
        var negative = (axis == 0 ? x : axis == 1 ? y : z) < 0;
        var (face, u, v) = (axis, negative) switch
        {
            (0, false) => (0, y / x, z / x),
            (1, false) => (1, -x / y, z / y),
            (2, false) => (2, -x / z, -y / z),
            (0, true) => (3, z / x, y / x),
            (1, true) => (4, z / y, -x / y),
            _ => (5, -y / z, -x / z),
        };
        var cells = 1L << level;
        long i = Division(u, cells), j = Division(v, cells), position = face;
        var orientation = face & 1;
        for (var bit = level - 1; bit >= 0; bit--)
        {
            var quarter = (int)(2 * ((i >> bit) & 1) + ((j >> bit) & 1));
            var step = s_step[orientation][quarter];
            position = (position << 2) | (long)step;
            orientation ^= s_turn[step];
        }

        return position;
    }

    internal override UnitVector PointOf(HierarchyCell cell, double x, double y)
    {
        var (face, i, j) = Decode(cell);
        double size = 1.0 / (1L << cell.Level), u = FaceCoordinate((i + x) * size), v = FaceCoordinate((j + y) * size);
        return face switch
        {
            0 => UnitVector.Along(1, u, v),
            1 => UnitVector.Along(-u, 1, v),
            2 => UnitVector.Along(-u, -v, 1),
            3 => UnitVector.Along(-1, -v, -u),
            4 => UnitVector.Along(v, -1, -u),
            _ => UnitVector.Along(v, u, -1),
        };
    }

    private static (int Face, long I, long J) Decode(HierarchyCell cell)
    {
        var face = (int)(cell.Index >> (2 * cell.Level));
        var orientation = face & 1;
        long i = 0, j = 0;
        for (var bit = cell.Level - 1; bit >= 0; bit--)
        {
            var step = (int)(cell.Index >> (2 * bit)) & 3;
            var quarter = s_quarter[orientation][step];
            i = (i << 1) | (long)(quarter >> 1);
            j = (j << 1) | (long)(quarter & 1);
            orientation ^= s_turn[step];
        }

        return (face, i, j);
    }

    private static long Division(double u, long cells)
    {
        // divided as leaves are and then shortened, so that a cell is the ancestor of its places' leaves
        const long leaves = 1L << S2CellId.MaximumLevel;
        var s = u >= 0 ? 0.5 * Math.Sqrt(1 + 3 * u) : 1 - 0.5 * Math.Sqrt(1 - 3 * u);
        return Math.Clamp((long)Math.Floor(s * leaves), 0, leaves - 1) / (leaves / cells);
    }

    private static double FaceCoordinate(double s) => s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3;

    private static (double Low, double High, double Width) Bounds(double s, double size)
    {
        var end = s + size;
        var width = s >= 0.5 ? 4 * size * (s + end) / 3 : end <= 0.5 ? 4 * size * (2 - s - end) / 3 : 2;
        return (FaceCoordinate(s), FaceCoordinate(end), width);
    }

    private static double Length(double u, double v) => Math.Sqrt(1 + u * u + v * v);

    private static double Triangle(
        double u0, double v0, double length0, double u1, double v1, double length1, double u2, double v2, double length2, double product)
    {
        var sum = 1 + (1 + u0 * u1 + v0 * v1) / (length0 * length1) + (1 + u1 * u2 + v1 * v2) / (length1 * length2) + (1 + u2 * u0 + v2 * v0) / (length2 * length0);
        return 2 * Math.Atan2(product / (length0 * length1 * length2), sum);
    }
}
