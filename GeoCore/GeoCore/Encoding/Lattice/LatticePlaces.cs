using GeoCore.Tiling;

namespace GeoCore.Encoding.Lattice;

/// <summary>Pixel centres of a part of the global lattice. A centre depends on its global column and row alone.</summary>
/// <param name="grid">Any window of the lattice.</param>
/// <param name="column">Global column of the map's first.</param>
/// <param name="row">Global row of the map's first.</param>
internal sealed class LatticePlaces(PixelGrid grid, long column, long row)
{
    private const double MetresPerDegree = TileMatrixSet.MetresPerDegree;
    private readonly PixelGrid _whole = grid with { Column = 0, Row = 0 };

    /// <summary>Whether longitude depends on the column alone and latitude on the row alone.</summary>
    public bool IsSeparable => _whole.Crs.IsSeparable;

    /// <summary>The width of a pixel where it is widest, in degrees of a great circle, near enough to choose a size of cells.</summary>
    public static double PixelDegrees(PixelGrid grid) =>
        Math.Max(grid.CellWidth, grid.CellHeight) / (grid.Crs.IsGeographic ? 1 : MetresPerDegree);

    /// <summary>Longitude of a column of a separable lattice.</summary>
    public double Longitude(int mapColumn) => _whole.Crs.ToGeographic(_whole.CentreX(column + mapColumn), 0).Longitude;

    /// <summary>Latitude of a row of a separable lattice; rows beyond a pole stand on it.</summary>
    public double Latitude(int mapRow)
    {
        var y = _whole.CentreY(row + mapRow);
        var latitude = _whole.Crs.ToGeographic(0, y).Latitude;
        return double.IsNaN(latitude) ? Math.CopySign(90, y) : Math.Clamp(latitude, -90, 90);
    }

    /// <summary>The place of a pixel; NaN where the projection has no inverse.</summary>
    public (double Longitude, double Latitude) Place(int mapColumn, int mapRow) =>
        _whole.Crs.ToGeographic(_whole.CentreX(column + mapColumn), _whole.CentreY(row + mapRow));
}
