using GeoCore.Geolocation.Grids;
using GeoCore.Raster;

namespace GeoCore.Evaluation.Inputs;

/// <summary>What a square kilometre costs to search at every place, in any unit such as hours of travel.</summary>
public sealed class CostRaster
{
    private const string UnknownUnit = "cost";

    private static readonly string[] s_perArea = ["/km²", "/km2", " per km²", " per km2", " km-2", " km⁻²"];

    private readonly string _path;
    private readonly CellMap _costs;

    private CostRaster(string path, CellMap costs, string? unit) => (_path, _costs, Unit) = (path, costs, unit is { Length: > 0 } ? unit : UnknownUnit);

    /// <summary>What costs are counted in: the unit of the raster's band, per km², or just cost.</summary>
    public string Unit { get; }

    /// <summary>The first band of a raster in longitude and latitude.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="raster">Costs per km², finite and not negative.</param>
    /// <exception cref="InputException">The raster is in another reference system, or a value is outside its range.</exception>
    public static CostRaster Of(string path, IRasterSource raster)
    {
        ArgumentNullException.ThrowIfNull(raster);
        return new(path, RasterMaps.Of(path, raster, new MapOptions { Values = MapValues.Density }), UnitOf(raster.Info.Bands[0].Unit));
    }

    /// <summary>The cost of a square kilometre at a place, degrees.</summary>
    /// <exception cref="InputException">The raster has no value there.</exception>
    public double PerKm2(double longitude, double latitude) => _costs.ValueAt(longitude, latitude) is var cost && !double.IsNaN(cost)
        ? cost
        : throw new InputException(FormattableString.Invariant($"{_path}: there is no cost at longitude {longitude:0.####}, latitude {latitude:0.####}."));

    /// <summary>The cost of all cells of a grid, each by the value at its centre, as maps on that grid have it.</summary>
    /// <exception cref="InputException">The raster has no value for a cell.</exception>
    public double TotalOf(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return Sum([.. Enumerable.Range(0, grid.Count).Select(cell => Of(grid.CentreOf(cell), grid.AreaKm2(cell)))]).TotalKm2;
    }

    /// <summary>Costs as areas are held: exact sums of whole 10⁻¹⁰, up to 9 · 10⁸.</summary>
    internal CellAreas Sum(double[] costs)
    {
        const double most = long.MaxValue / CellAreas.UnitsPerKm2;
        return costs.Sum() < most ? CellAreas.PerCell(costs) : throw new InputException(FormattableString.Invariant($"{_path}: costs sum to {costs.Sum():0.###e0}, more than {most:0.###e0}; take a larger unit."));
    }

    // a band says hours/km²; what is summed are hours
    internal static string? UnitOf(string? unit) =>
        s_perArea.FirstOrDefault(ending => unit?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true) is { } found ? unit![..^found.Length].Trim() : unit?.Trim();

    internal double Of((double Longitude, double Latitude) centre, double areaKm2) => areaKm2 * PerKm2(centre.Longitude, centre.Latitude);
}

/// <summary>Cells whose costs stand for their areas.</summary>
internal sealed class CostCells : MapCells
{
    private readonly MapCells _cells;
    private readonly CostRaster _costs;

    /// <exception cref="InputException">Cells have no places, or the raster has no value for one.</exception>
    internal CostCells(MapCells cells, CostRaster costs)
    {
        (_cells, _costs) = (cells, costs);
        Areas = costs.Sum([.. Enumerable.Range(0, cells.Areas.Count).Select(cell => costs.Of(
            cells.CentreOf(cell) ?? throw new InputException("Cells that are known by ids alone have no place, so costs do not fit them."), cells.Areas.Km2(cell)))]);
    }

    public override CellAreas Areas { get; }

    internal override CellAreas TrueAreas => _cells.TrueAreas;

    public override int CellOf(Truth truth) => _cells.CellOf(truth);

    public override (double Longitude, double Latitude)? CentreOf(int cell) => _cells.CentreOf(cell);

    public override (double Longitude, double Latitude)? CentreOf(Truth truth) => _cells.CentreOf(truth);

    public override double EmptyCellKm2(Truth truth) =>
        _cells.EmptyCellKm2(truth) is var areaKm2 && double.IsFinite(areaKm2) && _cells.CentreOf(truth) is { } centre ? _costs.Of(centre, areaKm2) : double.PositiveInfinity;
}
