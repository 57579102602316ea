using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Layers;

/// <summary>Where a raster lies and how fine it is, in degrees and in other systems.</summary>
internal sealed class RasterExtent
{
    private const int EdgeSamples = 64;

    private readonly RasterInfo _info;

    internal RasterExtent(RasterInfo info)
    {
        _info = info;
        CellWidth = info.Envelope.Width / info.Levels[0].Width;
        CellHeight = info.Envelope.Height / info.Levels[0].Height;
        Bounds = GetBounds(info);
    }

    /// <summary>Width of a full-resolution cell in units of the raster's system.</summary>
    internal double CellWidth { get; }

    /// <summary>Height of a full-resolution cell in units of the raster's system.</summary>
    internal double CellHeight { get; }

    /// <summary>Degrees; −180 to 180 where the raster crosses the antimeridian.</summary>
    internal Envelope Bounds { get; }

    /// <summary>The smaller edge of a cell at the raster's centre, in units of another system; depends on nothing but the raster and that system.</summary>
    internal double CellSizeIn(CoordinateReferenceSystem crs)
    {
        var centre = _info.Envelope.Centre;
        var (longitude, latitude) = _info.Crs.ToGeographic(centre.X, centre.Y);
        var (eastLongitude, eastLatitude) = _info.Crs.ToGeographic(centre.X + CellWidth, centre.Y);
        var (southLongitude, southLatitude) = _info.Crs.ToGeographic(centre.X, centre.Y - CellHeight);
        var (x, y) = crs.FromGeographic(longitude, latitude);
        var (eastX, eastY) = crs.FromGeographic(eastLongitude, eastLatitude);
        var (southX, southY) = crs.FromGeographic(southLongitude, southLatitude);
        return Math.Min(double.Hypot(eastX - x, eastY - y), double.Hypot(southX - x, southY - y));
    }

    /// <summary>First zoom of WebMercatorQuad whose pixels are at most as wide as the cells, with a twentieth of tolerance.</summary>
    internal int NativeZoom()
    {
        const double tolerance = 1.05;
        var cellSize = CellSizeIn(WebMercator.Instance);
        var matrices = TileMatrixSets.WebMercatorQuad.Matrices;
        var z = 0;
        while (z < matrices.Count - 1 && matrices[z].CellSize > cellSize * tolerance)
            z++;
        return z;
    }

    /// <summary>The full-resolution cell at a place, if the raster has one there.</summary>
    internal bool TryLocate(double longitude, double latitude, out int column, out int row)
    {
        // a raster may be counted from 0 to 360 degrees, or lie across the antimeridian
        ReadOnlySpan<double> turns = _info.Crs.IsGeographic ? [0, -360, 360] : [0];
        foreach (var turn in turns)
        {
            var (x, y) = _info.Crs.FromGeographic(longitude, latitude);
            if (TryCell(x + turn, y, out column, out row))
                return true;
        }

        column = row = 0;
        return false;
    }

    private bool TryCell(double x, double y, out int column, out int row)
    {
        var place = (x - _info.Envelope.MinX) / CellWidth;
        var depth = (_info.Envelope.MaxY - y) / CellHeight;
        var level = _info.Levels[0];
        var isInside = place >= 0 && place <= level.Width && depth >= 0 && depth <= level.Height;

        // the south-east edges belong to the last cells
        column = isInside ? Math.Min((int)place, level.Width - 1) : 0;
        row = isInside ? Math.Min((int)depth, level.Height - 1) : 0;
        return isInside;
    }

    private static Envelope GetBounds(RasterInfo info)
    {
        var bounds = info.Crs.IsGeographic ? new Envelope(info.Envelope) : SampleBounds(info);
        if (bounds.MinX < -180 || bounds.MaxX > 180 || bounds.Width > 360)
            bounds = new Envelope(-180, 180, bounds.MinY, bounds.MaxY);
        return new Envelope(bounds.MinX, bounds.MaxX, Math.Max(bounds.MinY, -90), Math.Min(bounds.MaxY, 90));
    }

    /// <summary>A lattice rather than the outline alone, because a pole can lie inside.</summary>
    private static Envelope SampleBounds(RasterInfo info)
    {
        var bounds = new Envelope();
        var source = info.Envelope;
        for (var row = 0; row <= EdgeSamples; row++)
        {
            for (var column = 0; column <= EdgeSamples; column++)
            {
                var (longitude, latitude) = info.Crs.ToGeographic(
                    source.MinX + (source.Width * column / EdgeSamples), source.MaxY - (source.Height * row / EdgeSamples));
                if (double.IsFinite(longitude) && double.IsFinite(latitude))
                    bounds.ExpandToInclude(longitude, latitude);
            }
        }

        return bounds.IsNull ? new Envelope(-180, 180, -90, 90) : bounds;
    }
}
