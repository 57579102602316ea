using GeoCore.Geodesy;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Vectors;

/// <summary>A tile as a lattice of whole numbers with a margin, y growing southwards.</summary>
/// <param name="grid">The tile with one pixel for each unit.</param>
internal sealed class TileWindow(PixelGrid grid)
{
    /// <summary>Units beyond the edge that outlines reach, so that strokes join across tiles.</summary>
    internal const int Margin = 64;

    /// <summary>Mercator has no poles.</summary>
    private const double MostLatitude = 89.999;

    /// <summary>Whether a place in units lies in the tile proper, which is one tile for every place.</summary>
    internal static bool Holds((double X, double Y) place) => place.X is >= 0 and < VectorTileWriter.Extent && place.Y is >= 0 and < VectorTileWriter.Extent;

    /// <summary>Whether a place in units lies in the tile with its margin.</summary>
    internal static bool Reaches((double X, double Y) place) =>
        place.X is >= -Margin and < VectorTileWriter.Extent + Margin && place.Y is >= -Margin and < VectorTileWriter.Extent + Margin;

    /// <summary>A box of degrees that the tile with its margin lies in.</summary>
    internal Envelope Degrees()
    {
        if (!grid.Crs.IsSeparable)
        {
            var (longitude, latitude, radiusKm) = Cap();
            var reach = radiusKm / (Math.PI * Wgs84.MeanRadiusKm / 180) * 1.1;
            var holdsPole = Math.Abs(latitude) + reach >= 90 || reach >= 60;
            var aside = holdsPole ? 360 : reach / Math.Cos(Math.Min(89, Math.Abs(latitude) + reach) * Math.PI / 180);
            return Math.Abs(longitude) + aside > 180
                ? new Envelope(-180, 180, Math.Max(-90, latitude - reach), Math.Min(90, latitude + reach))
                : new Envelope(longitude - aside, longitude + aside, Math.Max(-90, latitude - reach), Math.Min(90, latitude + reach));
        }

        var (west, north) = grid.Crs.ToGeographic(grid.CentreX(-Margin - 0.5), grid.CentreY(-Margin - 0.5));
        var (east, south) = grid.Crs.ToGeographic(grid.CentreX(grid.Width + Margin - 0.5), grid.CentreY(grid.Height + Margin - 0.5));

        // Mercator ends where features go on: what is nearer to a pole lies at the edge
        return new Envelope(Math.Max(-180, west), Math.Min(180, east), south < -85 ? -90 : Math.Max(-90, south), north > 85 ? 90 : Math.Min(90, north));
    }

    /// <summary>Longitude and latitude in units; not finite where the system does not reach.</summary>
    internal (double X, double Y) Project(double longitude, double latitude)
    {
        var (x, y) = grid.Crs.FromGeographic(longitude, grid.Crs.IsGeographic ? latitude : Math.Clamp(latitude, -MostLatitude, MostLatitude));
        return (((x - grid.OriginX) / grid.CellWidth) - grid.Column, ((grid.OriginY - y) / grid.CellHeight) - grid.Row);
    }

    /// <summary>Middle of the tile and the distance within which all of it lies; the whole sphere where parts have no place.</summary>
    internal (double Longitude, double Latitude, double RadiusKm) Cap()
    {
        const int steps = 8;
        var (longitude, latitude) = grid.Crs.ToGeographic(grid.CentreX((grid.Width - 1) / 2.0), grid.CentreY((grid.Height - 1) / 2.0));
        if (!double.IsFinite(longitude) || latitude is not (>= -90 and <= 90))
            return (0, 0, Math.PI * Wgs84.MeanRadiusKm);
        var centre = UnitVector.Of(longitude, latitude);
        var radius = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            for (var j = 0; j <= steps; j++)
            {
                var (edgeLongitude, edgeLatitude) = grid.Crs.ToGeographic(
                    grid.CentreX((grid.Width * (double)i / steps) - 0.5), grid.CentreY((grid.Height * (double)j / steps) - 0.5));
                if (!double.IsFinite(edgeLongitude) || edgeLatitude is not (>= -90 and <= 90))
                    return (longitude, latitude, Math.PI * Wgs84.MeanRadiusKm);
                radius = Math.Max(radius, centre.AngleTo(UnitVector.Of(edgeLongitude, edgeLatitude)));
            }
        }

        return (longitude, latitude, radius * Wgs84.MeanRadiusKm);
    }

    /// <summary>What of a ring lies in the tile with its margin, rounded to units.</summary>
    /// <param name="ring">Corners in units, without the closing one; nearly convex, as cells are.</param>
    /// <returns>Corners with a positive area, or none where nothing is left.</returns>
    internal static List<(int X, int Y)> Cut(IEnumerable<(double X, double Y)> ring)
    {
        const double least = -Margin, most = VectorTileWriter.Extent + Margin;
        List<(double X, double Y)> corners = [.. ring];
        corners = Side(corners, corner => corner.X - least);
        corners = Side(corners, corner => most - corner.X);
        corners = Side(corners, corner => corner.Y - least);
        corners = Side(corners, corner => most - corner.Y);
        var rounded = new List<(int X, int Y)>(corners.Count);
        foreach (var (x, y) in corners)
        {
            var corner = ((int)Math.Round(x), (int)Math.Round(y));
            if (rounded.Count == 0 || rounded[^1] != corner)
                rounded.Add(corner);
        }

        while (rounded.Count > 1 && rounded[^1] == rounded[0])
            rounded.RemoveAt(rounded.Count - 1);
        var area = TwiceArea(rounded);
        if (rounded.Count < 3 || area == 0)
            return [];
        if (area < 0)
            rounded.Reverse();
        return rounded;
    }

    /// <summary>Twice the area of a ring, positive where it runs clockwise on a screen.</summary>
    internal static long TwiceArea(IReadOnlyList<(int X, int Y)> ring)
    {
        long sum = 0;
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += ((long)from.X * to.Y) - ((long)to.X * from.Y);
        }

        return sum;
    }

    /// <summary>Sutherland and Hodgman 1974: keeps what is at least 0.</summary>
    private static List<(double X, double Y)> Side(List<(double X, double Y)> ring, Func<(double X, double Y), double> inside)
    {
        if (ring.TrueForAll(corner => inside(corner) >= 0))
            return ring;
        var kept = new List<(double, double)>(ring.Count + 2);
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            var (begin, end) = (inside(from), inside(to));
            if (begin >= 0)
                kept.Add(from);
            if (begin >= 0 != end >= 0)
                kept.Add((from.X + ((to.X - from.X) * (begin / (begin - end))), from.Y + ((to.Y - from.Y) * (begin / (begin - end)))));
        }

        return kept;
    }
}
