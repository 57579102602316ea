using GeoCore.Geodesy;

namespace RasterData.Generator.Layers;

/// <summary>Cells of equal size in degrees over the whole Earth, rows from north to south, from longitude −180.</summary>
/// <param name="Columns">Cells around the equator.</param>
/// <param name="Rows">Cells from pole to pole.</param>
public readonly record struct WorldGrid(int Columns, int Rows)
{
    /// <summary>Number of cells.</summary>
    public int Count => Columns * Rows;

    /// <summary>Height of a cell, degrees.</summary>
    public double RowDegrees => 180.0 / Rows;

    /// <summary>Width of a cell, degrees.</summary>
    public double ColumnDegrees => 360.0 / Columns;

    /// <summary>Longitude of the middle of a column, degrees.</summary>
    public double LongitudeOf(int column) => ((column + 0.5) * 360 / Columns) - 180;

    /// <summary>Latitude of the middle of a row, degrees.</summary>
    public double LatitudeOf(int row) => 90 - ((row + 0.5) * 180 / Rows);

    /// <summary>Column of a longitude from −180 to 180; 180 itself is −180.</summary>
    public int ColumnOf(double longitude) => Wrap((int)Math.Floor((longitude + 180) * Columns / 360));

    /// <summary>Row of a latitude.</summary>
    public int RowOf(double latitude) => Math.Clamp((int)Math.Floor((90 - latitude) * Rows / 180), 0, Rows - 1);

    /// <summary>A column counted around the Earth.</summary>
    public int Wrap(int column) => ((column % Columns) + Columns) % Columns;

    /// <summary>Area of a cell of a row on the ellipsoid, km².</summary>
    public double CellKm2(int row) =>
        CellArea.BandPerDegreeKm2(Math.Max(-90, 90 - ((row + 1) * RowDegrees)), Math.Min(90, 90 - (row * RowDegrees))) * ColumnDegrees;
}
