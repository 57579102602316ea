using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>Cells between equally spaced meridians and parallels; cell 0 lies in the north-west, at 180° W, and rows follow each other.</summary>
public sealed class LatLonGrid : Grid
{
    private readonly double[] _rowAreas;

    /// <summary>Divides the sphere.</summary>
    /// <param name="columns">Cells around, at least 1.</param>
    /// <param name="rows">Cells from pole to pole, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the cells are more than a map can have.</exception>
    public LatLonGrid(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)columns * rows, MaximumCells);
        (Columns, Rows) = (columns, rows);
        _rowAreas = new double[rows];
        var sphere = 2 * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * 2 * Math.PI / columns;
        var height = 180.0 / rows;
        for (var row = 0; row < rows; row++)
        {
            // sin φ₂ − sin φ₁ as a product, which keeps its digits in the narrowest row
            _rowAreas[row] = sphere * DegreeMath.SinCos(height / 2).Sin * DegreeMath.SinCos(90 - (row + 0.5) * height).Cos;
        }
    }

    /// <summary>Cells around the sphere.</summary>
    public int Columns { get; }

    /// <summary>Cells from pole to pole.</summary>
    public int Rows { get; }

    /// <inheritdoc/>
    public override string Name => $"latlon:{Columns}x{Rows}";

    /// <inheritdoc/>
    public override int Count => Columns * Rows;

    /// <inheritdoc/>
    public override bool IsComplete => true;

    /// <summary>The grid of square cells of a whole number to the degree; 24 make the 2.5′ of published rasters of about 4 km.</summary>
    /// <param name="cellsPerDegree">At least 1.</param>
    public static LatLonGrid OfCellsPerDegree(int cellsPerDegree) => new(checked(360 * cellsPerDegree), checked(180 * cellsPerDegree));

    /// <inheritdoc/>
    public override int CellAt(double longitude, double latitude)
    {
        if (!(double.IsFinite(longitude) && latitude is >= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), $"{longitude}, {latitude} is no place.");
        var row = (int)((90 - latitude) * Rows / 180);
        return Math.Min(row, Rows - 1) * Columns + ColumnOf(longitude);
    }

    /// <inheritdoc/>
    public override void CellsAt(ReadOnlySpan<double> longitudes, double latitude, Span<int> cells)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            // the first place tells the row, the others only their columns
            cells[i] = i == 0 ? CellAt(longitudes[i], latitude) : cells[0] - cells[0] % Columns + ColumnOf(longitudes[i]);
        }
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) CentreOf(int cell) => PointIn(cell, 0.5, 0.5);

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) PointIn(int cell, double x, double y)
    {
        Check(cell);
        return (-180 + (cell % Columns + x) * 360 / Columns, 90 - (cell / Columns + 1 - y) * 180 / Rows);
    }

    /// <inheritdoc/>
    public override double AreaKm2(int cell)
    {
        Check(cell);
        return _rowAreas[cell / Columns];
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)[] BoundaryOf(int cell, int pointsPerEdge = 1)
    {
        Check(cell);
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsPerEdge, 1);
        var (row, column) = Math.DivRem(cell, Columns);
        var places = new (double, double)[4 * pointsPerEdge];
        for (var i = 0; i < pointsPerEdge; i++)
        {
            var part = (double)i / pointsPerEdge;
            places[i] = At(column + part, row + 1);
            places[pointsPerEdge + i] = At(column + 1, row + 1 - part);
            places[2 * pointsPerEdge + i] = At(column + 1 - part, row);
            places[3 * pointsPerEdge + i] = At(column, row + part);
        }

        return places;

        (double, double) At(double x, double y) => (-180 + x * 360 / Columns, 90 - y * 180 / Rows);
    }

    /// <inheritdoc/>
    public override int EdgeNeighbours(int cell, Span<int> neighbours)
    {
        Check(cell);
        var (row, column) = Math.DivRem(cell, Columns);
        var count = 0;
        if (Columns > 1)
        {
            neighbours[count++] = row * Columns + (column + 1) % Columns;
            neighbours[count++] = row * Columns + (column + Columns - 1) % Columns;
        }

        if (row > 0)
            neighbours[count++] = cell - Columns;
        if (row < Rows - 1)
            neighbours[count++] = cell + Columns;
        return count;
    }

    /// <inheritdoc/>
    public override void CellsWithin(double longitude, double latitude, double radiusKm, List<int> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfNegative(radiusKm);
        var centre = UnitVector.Of(longitude, latitude);
        var radius = radiusKm / Wgs84.MeanRadiusKm;
        var squaredChord = radius >= Math.PI ? double.PositiveInfinity : 4 * Math.Pow(Math.Sin(radius / 2), 2);
        var degrees = double.RadiansToDegrees(radius);
        var first = Math.Max(0, (int)((90 - latitude - degrees) * Rows / 180) - 1);
        var last = (int)Math.Min(Rows - 1, (90 - latitude + degrees) * Rows / 180 + 1);
        var middle = (DegreeMath.NormalizeLongitude(longitude) + 180) * Columns / 360;
        for (var row = first; row <= last; row++)
        {
            var half = HalfWidth(centre, 90 - (row + 0.5) * 180 / Rows, radius);
            var reach = half < 0 ? 0 : (int)Math.Min(Columns, half / (2 * Math.PI) * Columns + 2);
            var west = 2 * reach + 1 >= Columns ? 0 : (int)Math.Floor(middle) - reach;
            var count = half < 0 ? 0 : Math.Min(Columns, 2 * reach + 1);
            for (var i = 0; i < count; i++)
            {
                var cell = row * Columns + (west + i + Columns) % Columns;
                if (centre.SquaredChord(DirectionOf(cell)) <= squaredChord)
                    cells.Add(cell);
            }
        }
    }

    /// <summary>Half the width in longitude of a cap where a parallel cuts it, radians; negative where it does not.</summary>
    private static double HalfWidth(UnitVector centre, double latitude, double radius)
    {
        var (sin, cos) = DegreeMath.SinCos(latitude);
        var cosine = (Math.Cos(radius) - sin * centre.Z) / Math.Max(1e-300, cos * Math.Sqrt(Math.Max(0, 1 - centre.Z * centre.Z)));
        // a rounding may hide a cap as small as a cell: the nearest cells are looked at in any case
        return radius >= Math.PI || cosine <= -1 ? Math.PI : cosine > 1 + 1e-9 ? -1 : Math.Acos(Math.Min(1, cosine));
    }

    private int ColumnOf(double longitude) =>
        Math.Min((int)((DegreeMath.NormalizeLongitude(longitude) + 180) * Columns / 360), Columns - 1);

    private protected override UnitVector ComputeDirection(int cell)
    {
        var (longitude, latitude) = CentreOf(cell);
        return UnitVector.Of(longitude, latitude);
    }

    private protected override CellAreas CreateAreas() => CellAreas.Rows(_rowAreas, Columns);
}
