namespace Learners.LocationEncoding.Data;

/// <summary>
/// Classes of a coarse grid with the coasts of polygons: class 0 on water; on land the class of the cell or, where the grid says 0,
/// of the nearest cell that has one.
/// </summary>
/// <remarks>A half-degree grid would draw coasts as stairs, and a network would spend itself on the stairs.</remarks>
public sealed class LandClasses : ILabelSource
{
    private readonly LandPolygons _land;
    private readonly ClassGrid _filled;

    /// <summary>Fills the grid around its classes.</summary>
    /// <param name="land">Where land is.</param>
    /// <param name="grid">Classes; 0 stands for none.</param>
    /// <param name="reach">Cells, counted along the rows and columns, from which a class is taken at most; land beyond keeps 0.</param>
    public LandClasses(LandPolygons land, ClassGrid grid, int reach)
    {
        _land = land;
        _filled = Fill(grid, reach);
    }

    /// <inheritdoc/>
    public int ClassCount => _filled.ClassCount;

    /// <inheritdoc/>
    public int ClassAt(double longitude, double latitude) =>
        _land.IsLand(longitude, latitude) ? _filled.ClassAt(longitude, latitude) : 0;

    private static ClassGrid Fill(ClassGrid grid, int reach)
    {
        // offsets from near to far, so that the first class met is the nearest; equal distances in reading order
        var offsets = (from row in Enumerable.Range(-reach, 2 * reach + 1)
                       from column in Enumerable.Range(-reach, 2 * reach + 1)
                       orderby row * row + column * column
                       select (Row: row, Column: column)).ToArray();
        var cells = new byte[grid.Rows * grid.Columns];
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                foreach (var offset in offsets)
                {
                    var near = row + offset.Row;
                    if (near < 0 || near >= grid.Rows)
                    {
                        continue;
                    }

                    var found = grid[(column + offset.Column + grid.Columns) % grid.Columns, near];
                    if (found != 0)
                    {
                        cells[row * grid.Columns + column] = found;
                        break;
                    }
                }
            }
        }

        return new ClassGrid(cells, grid.Columns, grid.Rows, grid.ClassCount);
    }
}
