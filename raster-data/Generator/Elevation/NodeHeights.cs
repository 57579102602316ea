using RasterData.Generator.Layers;

namespace RasterData.Generator.Elevation;

/// <summary>Heights at the nodes of a world-wide grid, both poles included, the first node on the meridian of Greenwich.</summary>
public sealed class NodeHeights
{
    private readonly double[] _metres;
    private readonly bool _isSouthFirst;

    private NodeHeights(double[] metres, int columns, int rows, bool isSouthFirst)
    {
        _metres = metres;
        Columns = columns;
        Rows = rows;
        _isSouthFirst = isSouthFirst;
    }

    /// <summary>Nodes around a parallel.</summary>
    public int Columns { get; }

    /// <summary>Nodes from pole to pole, both of them included.</summary>
    public int Rows { get; }

    /// <summary>Reads ETOPO5 as Ferret ships it.</summary>
    /// <exception cref="InvalidDataException">The file holds another grid.</exception>
    public static NodeHeights ReadEtopo5(NetCdfClassic file)
    {
        double[] longitudes = file.Read("ETOPO05_X"), latitudes = file.Read("ETOPO05_Y");
        if (!file.ShapeOf("ROSE").SequenceEqual([latitudes.Length, longitudes.Length]) || longitudes.Length % 4 != 0
            || Math.Abs(longitudes[0]) > 1e-6 || Math.Abs(Math.Abs(latitudes[0]) - 90) > 1e-6 || Math.Abs(latitudes[0] + latitudes[^1]) > 1e-6)
        {
            throw new InvalidDataException("The heights are not on nodes from longitude 0 and from pole to pole.");
        }

        return new NodeHeights(file.Read("ROSE"), longitudes.Length, latitudes.Length, latitudes[0] < 0);
    }

    /// <summary>Height of a node, metres.</summary>
    /// <param name="column">Eastward from longitude −180; counted around the Earth.</param>
    /// <param name="row">Southward from the north pole, 0 to <see cref="Rows"/> − 1.</param>
    public double At(int column, int row)
    {
        var fromGreenwich = (((column - (Columns / 2)) % Columns) + Columns) % Columns;
        return _metres[((_isSouthFirst ? Rows - 1 - row : row) * Columns) + fromGreenwich];
    }

    /// <summary>Mean heights of cells two node distances wide: a node on a cell's edge belongs to both of its cells by halves, one on a corner by quarters.</summary>
    /// <param name="grid">Has half as many columns and rows as there are node distances.</param>
    public double[] Halve(WorldGrid grid)
    {
        if (grid.Columns * 2 != Columns || grid.Rows * 2 != Rows - 1)
            throw new ArgumentException($"{grid.Columns} × {grid.Rows} cells are not half of {Columns} × {Rows} nodes.", nameof(grid));
        ReadOnlySpan<double> weights = [0.25, 0.5, 0.25];
        var cells = new double[grid.Count];
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var sum = 0.0;
                for (var i = 0; i < 3; i++)
                {
                    for (var j = 0; j < 3; j++)
                        sum += weights[i] * weights[j] * At((2 * column) + j, (2 * row) + i);
                }

                cells[(row * grid.Columns) + column] = sum;
            }
        }

        return cells;
    }
}
