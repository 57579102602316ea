using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>Areas of the cells of a map as whole square centimetres, so that sums come out the same in any order and on any machine.</summary>
/// <remarks>A square kilometre is 10¹⁰ of them; the Earth's 5.1 · 10¹⁸ fit a 64-bit integer. Any cost of search may stand for area; the unit is then the user's.</remarks>
public sealed class CellAreas
{
    /// <summary>Square centimetres in a square kilometre.</summary>
    public const double UnitsPerKm2 = 1e10;

    private readonly long[] _units;

    private CellAreas(long[] units, int cellsPerEntry)
    {
        _units = units;
        CellsPerEntry = cellsPerEntry;
        long total = 0;
        foreach (var entry in units)
        {
            total = checked(total + entry * cellsPerEntry);
        }

        TotalUnits = total;
    }

    /// <summary>Number of cells.</summary>
    public int Count => _units.Length * CellsPerEntry;

    /// <summary>Area of all cells, km².</summary>
    public double TotalKm2 => TotalUnits / UnitsPerKm2;

    /// <summary>Neighbouring cells that share one stored area: the columns of a latitude row, all cells of an equal-area grid, or 1.</summary>
    internal int CellsPerEntry { get; }

    /// <summary>Area of <see cref="CellsPerEntry"/> cells each.</summary>
    internal ReadOnlySpan<long> Units => _units;

    internal long TotalUnits { get; }

    internal long UnitsOf(int cell) => _units[cell / CellsPerEntry];

    /// <summary>Cells of one area, as on HEALPix.</summary>
    /// <param name="count">Number of cells, at least 1.</param>
    /// <param name="areaKm2">Area of each, km², finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static CellAreas Uniform(int count, double areaKm2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new CellAreas([ToUnits(areaKm2)], count);
    }

    /// <summary>Cells whose area depends on their row alone, as on latitude and longitude.</summary>
    /// <param name="rowAreasKm2">Area of one cell of each row, km².</param>
    /// <param name="cellsPerRow">Cells of a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static CellAreas Rows(ReadOnlySpan<double> rowAreasKm2, int cellsPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cellsPerRow, 1);
        return new CellAreas(ToUnits(rowAreasKm2), cellsPerRow);
    }

    /// <summary>A grid of latitude and longitude over the whole sphere of <see cref="GreatCircle"/>.</summary>
    /// <param name="rows">Rows of equal height in degrees, at least 1; counted from either pole.</param>
    /// <param name="columns">Cells of a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static CellAreas LatitudeRows(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var areas = new double[rows];
        var half = DegreeMath.SinCos(90.0 / rows).Sin;
        for (var row = 0; row < rows; row++)
        {
            // sin φ₂ − sin φ₁ as 2 sin Δ/2 cos φ, which keeps its digits in the narrowest row
            areas[row] = GreatCircle.SphereAreaKm2 / columns * half * DegreeMath.SinCos(90 - 180.0 * (row + 0.5) / rows).Cos;
        }

        return Rows(areas, columns);
    }

    /// <summary>Cells of any areas.</summary>
    /// <param name="areasKm2">Area of each cell, km², finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An area is outside its range.</exception>
    public static CellAreas PerCell(ReadOnlySpan<double> areasKm2) => new(ToUnits(areasKm2), 1);

    /// <summary>Area of a cell, km².</summary>
    /// <param name="cell">0 to <see cref="Count"/> − 1.</param>
    public double Km2(int cell) => _units[cell / CellsPerEntry] / UnitsPerKm2;

    internal static long ToUnits(double areaKm2)
    {
        if (!(areaKm2 is >= 0 and <= long.MaxValue / UnitsPerKm2))
        {
            throw new ArgumentOutOfRangeException(nameof(areaKm2), areaKm2, "An area is finite and not negative.");
        }

        return (long)Math.Round(areaKm2 * UnitsPerKm2);
    }

    private static long[] ToUnits(ReadOnlySpan<double> areasKm2)
    {
        var units = new long[areasKm2.Length];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = ToUnits(areasKm2[i]);
        }

        return units;
    }
}
