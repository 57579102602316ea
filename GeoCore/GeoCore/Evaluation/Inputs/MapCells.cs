using GeoCore.Geolocation.Grids;

namespace GeoCore.Evaluation.Inputs;

/// <summary>The cells that a map has values for.</summary>
public abstract class MapCells
{
    /// <summary>Their areas.</summary>
    public abstract CellAreas Areas { get; }

    /// <summary>Their areas on the Earth, where costs stand for areas.</summary>
    internal virtual CellAreas TrueAreas => Areas;

    /// <summary>Number of the cell that holds a truth, or −1.</summary>
    public abstract int CellOf(Truth truth);

    /// <summary>The middle of a cell, degrees; null where only ids are known.</summary>
    public abstract (double Longitude, double Latitude)? CentreOf(int cell);

    /// <summary>Area of the cell of a truth that has no value, km²; infinite where there is no such cell.</summary>
    public virtual double EmptyCellKm2(Truth truth) => double.PositiveInfinity;

    /// <summary>The middle of the truth's cell, with a value or not; null where there is none.</summary>
    public virtual (double Longitude, double Latitude)? CentreOf(Truth truth) => CellOf(truth) is >= 0 and var cell ? CentreOf(cell) : null;
}

/// <summary>Some cells of a grid; the others have nothing.</summary>
internal sealed class SomeGridCells(Grid grid, int[] ascending) : MapCells
{
    public override CellAreas Areas { get; } = CellAreas.PerCell([.. ascending.Select(grid.AreaKm2)]);

    public override int CellOf(Truth truth) => Math.Max(-1, Array.BinarySearch(ascending, Own(truth)));

    public override (double Longitude, double Latitude)? CentreOf(int cell) => grid.CentreOf(ascending[cell]);

    public override double EmptyCellKm2(Truth truth) => Own(truth) is >= 0 and var cell ? grid.AreaKm2(cell) : double.PositiveInfinity;

    public override (double Longitude, double Latitude)? CentreOf(Truth truth) => Own(truth) is >= 0 and var cell ? grid.CentreOf(cell) : null;

    private int Own(Truth truth) => truth.HasPlace ? grid.CellAt(truth.Longitude, truth.Latitude) : -1;
}

/// <summary>Cells that are known by the user's ids and areas alone.</summary>
/// <param name="cells">Numbers of the cells that have values, by id.</param>
/// <param name="areasKm2">Their areas.</param>
/// <param name="all">Areas of all cells that there are, by id; null where only those with values are known.</param>
internal sealed class NamedCells(IReadOnlyDictionary<string, int> cells, double[] areasKm2, IReadOnlyDictionary<string, double>? all) : MapCells
{
    public override CellAreas Areas { get; } = CellAreas.PerCell(areasKm2);

    public override int CellOf(Truth truth) => truth.Cell is not null && cells.TryGetValue(truth.Cell, out var cell) ? cell : -1;

    public override (double Longitude, double Latitude)? CentreOf(int cell) => null;

    public override double EmptyCellKm2(Truth truth) =>
        truth.Cell is not null && all is not null && all.TryGetValue(truth.Cell, out var areaKm2) ? areaKm2 : double.PositiveInfinity;
}

/// <summary>Cells of a hierarchy, of one level or of several.</summary>
internal sealed class HierarchyCells(AdaptiveGrid grid, int? level) : MapCells
{
    public override CellAreas Areas => grid.Areas;

    public override int CellOf(Truth truth) => truth.HasPlace ? grid.CellAt(truth.Longitude, truth.Latitude) : -1;

    public override (double Longitude, double Latitude)? CentreOf(int cell) => grid.CentreOf(cell);

    public override double EmptyCellKm2(Truth truth) => Own(truth) is { } cell ? grid.Hierarchy.AreaKm2(cell) : double.PositiveInfinity;

    public override (double Longitude, double Latitude)? CentreOf(Truth truth) =>
        CellOf(truth) is >= 0 and var number ? CentreOf(number)
        : Own(truth) is { } cell && grid.Hierarchy.CentreOf(cell) is var centre ? (centre.Longitude, centre.Latitude)
        : null;

    private HierarchyCell? Own(Truth truth) =>
        truth.HasPlace && level is { } known ? grid.Hierarchy.CellAt(truth.Longitude, truth.Latitude, known) : null;
}

/// <summary>The part of a grid of latitude and longitude that a raster covers.</summary>
internal sealed class RasterCells(int columns, int rows, double west, double north, double width, double height, CellAreas areas) : MapCells
{
    public override CellAreas Areas => areas;

    public override int CellOf(Truth truth)
    {
        if (!truth.HasPlace)
            return -1;
        // rasters may begin at any meridian, such as Greenwich
        var east = truth.Longitude - west;
        east -= 360 * Math.Floor(east / 360);
        east = east < 360 ? east : 0; // a rounding just west of the first meridian
        var column = (int)Math.Floor(east / width);
        var row = (int)Math.Floor((north - truth.Latitude) / height);
        // the southern and eastern edges of the Earth belong to the last cells
        row -= row == rows && truth.Latitude <= -90 ? 1 : 0;
        return column < 0 || column >= columns || row < 0 || row >= rows ? -1 : row * columns + column;
    }

    public override (double Longitude, double Latitude)? CentreOf(int cell)
    {
        var longitude = west + (cell % columns + 0.5) * width;
        return (Math.IEEERemainder(longitude, 360), north - (cell / columns + 0.5) * height);
    }
}
