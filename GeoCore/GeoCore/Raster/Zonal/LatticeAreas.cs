using GeoCore.Geodesy;
using GeoCore.Tiling;

namespace GeoCore.Raster.Zonal;

/// <summary>Areas of the cells of a window on the WGS 84 ellipsoid, row by row.</summary>
/// <remarks>
/// Where lines are meridians and parallels the closed form of <see cref="CellArea"/>; elsewhere the quadrilateral of a cell's corners in an
/// equal-area projection, whose plane areas are true: the cylindrical one, and towards the poles, which it tears, the azimuthal one
/// (Snyder, USGS 1395, sections 10 and 24).
/// </remarks>
public sealed class LatticeAreas
{
    /// <summary>Sine of the authalic latitude from which on a place counts as near a pole.</summary>
    private const double Polar = 0.75;

    private readonly PixelGrid _window;
    private readonly double[] _rows;
    private readonly double[] _longitudes, _latitudes;
    private Corner[] _north, _south;
    private int _southRow = -1;

    /// <summary>Prepares for a window.</summary>
    /// <param name="window">The cells.</param>
    public LatticeAreas(in PixelGrid window)
    {
        _window = window;
        var corners = window.Crs.IsSeparable ? 0 : window.Width + 1;
        (_longitudes, _latitudes, _north, _south) = (new double[corners], new double[corners], new Corner[corners], new Corner[corners]);
        _rows = window.Crs.IsSeparable ? new double[window.Height] : [];
        if (window.Crs.IsSeparable)
            CellArea.RowsKm2(window, _rows);
    }

    /// <summary>Writes the areas of a row's cells.</summary>
    /// <param name="row">0 to the window's height − 1; rows that follow one another share work.</param>
    /// <param name="areas">Receives km² for every column; 0 where the projection has no inverse.</param>
    public void Write(int row, Span<double> areas)
    {
        if (_window.Crs.IsSeparable)
        {
            areas[.._window.Width].Fill(_rows[row]);
            return;
        }

        if (_southRow != row)
            FindCorners(row);
        (_north, _south) = (_south, _north);
        FindCorners(row + 1);
        _southRow = row + 1;
        const double kilometre = 1e-3;
        var radius = AuthalicLatitude.SphereRadius * kilometre;
        for (var column = 0; column < _window.Width; column++)
        {
            var area = AreaOf(_north[column], _north[column + 1], _south[column], _south[column + 1]) * radius * radius;
            areas[column] = double.IsFinite(area) ? area : 0;
        }
    }

    /// <summary>Half the product of the diagonals, on the unit sphere.</summary>
    private static double AreaOf(in Corner northWest, in Corner northEast, in Corner southWest, in Corner southEast)
    {
        if (Math.Abs(northWest.Sine) > Polar && Math.Abs(southEast.Sine) > Polar)
        {
            return Math.Abs(
                ((southEast.X - northWest.X) * (southWest.Y - northEast.Y)) - ((southWest.X - northEast.X) * (southEast.Y - northWest.Y))) / 2;
        }

        // differences of longitude by the shorter way round
        var first = DegreeMath.Difference(northWest.Longitude, southEast.Longitude);
        var second = DegreeMath.Difference(northEast.Longitude, southWest.Longitude);
        return Math.Abs((first * (southWest.Sine - northEast.Sine)) - (second * (southEast.Sine - northWest.Sine))) * double.DegreesToRadians(1) / 2;
    }

    private void FindCorners(int row)
    {
        for (var corner = 0; corner < _longitudes.Length; corner++)
            _longitudes[corner] = _window.OriginX + ((_window.Column + corner) * _window.CellWidth);
        _latitudes.AsSpan().Fill(_window.OriginY - ((_window.Row + row) * _window.CellHeight));
        _window.Crs.ToGeographic(_longitudes, _latitudes, _longitudes, _latitudes);
        for (var corner = 0; corner < _longitudes.Length; corner++)
        {
            var (sin, cos) = DegreeMath.SinCos(_latitudes[corner]);
            var (sinXi, cosXi) = EqualArea.ToAuthalic(sin, cos, Wgs84.EccentricitySquared);

            // √(2 (1 − |sin ξ|)), without the difference that loses digits at the pole
            var distance = Math.Abs(cosXi) * Math.Sqrt(2 / (1 + Math.Abs(sinXi)));
            var (east, north) = DegreeMath.SinCos(_longitudes[corner]);
            _south[corner] = new Corner(_longitudes[corner], sinXi, distance * east, distance * north);
        }
    }

    /// <summary>A corner in both projections.</summary>
    private readonly record struct Corner(double Longitude, double Sine, double X, double Y);
}
