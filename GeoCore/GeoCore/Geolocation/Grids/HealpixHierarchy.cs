using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>HEALPix, nested: twelve base cells, n = 2ᵏ divisions of each side.</summary>
/// <remarks>K. M. Górski et al., "HEALPix: a framework for high-resolution discretization and fast analysis of data distributed on the sphere", ApJ 622 (2005), section 5.</remarks>
internal sealed class HealpixHierarchy : CellHierarchy
{
    private const double EquatorialLimit = 2.0 / 3;

    public override string Name => "healpix";

    public override int BaseCells => 12;

    public override int MaximumLevel => 29;

    public override bool IsEqualArea => true;

    /// <summary>A bit more than the way from a centre on 41.8° of latitude to its corner towards the pole, which nears √(5 π²/144 + 4/5) · 2⁻ᵏ.</summary>
    private protected override double BaseRadius => 1.07;

    public override double AreaKm2(HierarchyCell cell) => GreatCircle.SphereAreaKm2 / CountAt(cell.Level);

    internal override void WriteCells(ReadOnlySpan<double> longitudes, double latitude, int level, Span<int> cells)
    {
        var place = UnitVector.Of(0, latitude);
        for (var i = 0; i < longitudes.Length; i++)
        {
            cells[i] = (int)IndexAt(place.Z, place.X, longitudes[i], level);
        }
    }

    private protected override long IndexAt(UnitVector place, double longitude, int level) =>
        IndexAt(place.Z, Math.Sqrt(place.X * place.X + place.Y * place.Y), longitude, level);

    private static long IndexAt(double z, double cosine, double longitude, int level)
    {
        var n = 1L << level;
        var magnitude = Math.Abs(z);
        var turned = Math.IEEERemainder(longitude, 360) / 90;
        var quarter = turned < 0 ? turned + 4 : turned;
        if (quarter >= 4)
            quarter = 0; // a longitude just west of Greenwich that the addition rounded to a whole turn
        if (magnitude <= EquatorialLimit)
        {
            double along = n * (0.5 + quarter), across = 0.75 * n * z;
            long falling = Math.Clamp((long)Math.Floor(along - across), 0, 5 * n - 1), rising = Math.Clamp((long)Math.Floor(along + across), 0, 5 * n - 1);
            long fallingFace = falling >> level, risingFace = rising >> level;
            var face = fallingFace == risingFace ? fallingFace | 4 : fallingFace < risingFace ? fallingFace : risingFace + 8;
            return Index(face, rising & (n - 1), n - (falling & (n - 1)) - 1, level);
        }

        var side = Math.Min(3, (long)quarter);
        var part = quarter - side;
        var scale = magnitude < 0.99
            ? n * Math.Sqrt(3 * (1 - magnitude))
            : n * cosine / Math.Sqrt((1 + magnitude) / 3);
        long up = Math.Min((long)(part * scale), n - 1), down = Math.Min((long)((1 - part) * scale), n - 1);
        return z >= 0 ? Index(side, n - down - 1, n - up - 1, level) : Index(side + 8, up, down, level);
    }

    private static long Index(long face, long x, long y, int level) =>
        (face << (2 * level)) | Interleave.Spread(x) | (Interleave.Spread(y) << 1);

    internal override UnitVector PointOf(HierarchyCell cell, double x, double y)
    {
        double n = 1L << cell.Level;
        var face = cell.Index >> (2 * cell.Level);
        var within = cell.Index & ((1L << (2 * cell.Level)) - 1);
        var u = (Interleave.Gather(within) + x) / n;
        var v = (Interleave.Gather(within >> 1) + y) / n;
        // rings of the base cells' southern corners, counted from the north pole, and eighths of a turn of their middles
        var ring = face < 4 ? 2 : face < 8 ? 3 : 4;
        var eighth = face is >= 4 and < 8 ? 2 * (face - 4) : 2 * (face & 3) + 1;
        var down = ring - u - v;
        double z, cosine, part = 1;
        if (down is >= 1 and <= 3)
        {
            z = (2 - down) * EquatorialLimit;
            cosine = Math.Sqrt((1 - z) * (1 + z));
        }
        else
        {
            part = down < 1 ? down : 4 - down;
            var cap = part * part / 3;
            z = down < 1 ? 1 - cap : cap - 1;
            cosine = Math.Sqrt(cap * (2 - cap));
        }

        // at a pole itself every longitude is right
        var lambda = part > 1e-15 ? 45 * (eighth + (u - v) / part) : 45 * eighth;
        var (sin, cos) = DegreeMath.SinCos(lambda);
        return new UnitVector(cosine * cos, cosine * sin, z);
    }
}
