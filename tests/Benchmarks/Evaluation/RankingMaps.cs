using System.Numerics.Tensors;
using GeoCore.Evaluation;

namespace Benchmarks.Evaluation;

/// <summary>Maps of latitude and longitude to rank truths on, with truths.</summary>
internal sealed class RankingMaps
{
    private const double Floor = 1e-3;

    private readonly int _rows, _columns;
    private readonly Random _random;

    /// <summary>A grid over the whole globe.</summary>
    /// <param name="cellsPerDegree">24 for 37 324 800 cells, 1 for 64 800.</param>
    /// <param name="seed">Of maps and truths.</param>
    internal RankingMaps(int cellsPerDegree, int seed)
    {
        (_rows, _columns, _random) = (180 * cellsPerDegree, 360 * cellsPerDegree, new Random(seed));
        Areas = CellAreas.LatitudeRows(_rows, _columns);
    }

    internal CellAreas Areas { get; }

    /// <summary>The same areas, one for each cell.</summary>
    internal CellAreas AreasOfCells()
    {
        var areas = new double[Areas.Count];
        for (var cell = 0; cell < areas.Length; cell++)
        {
            areas[cell] = Areas.Km2(cell);
        }

        return CellAreas.PerCell(areas);
    }

    /// <summary>Logarithms of densities of five round hills of 60 to 600 km on an even floor, as a model of places gives them; truths follow the map.</summary>
    internal (float[] Map, int[] Truths) Hills(int truths)
    {
        var hills = Enumerable.Range(0, 5).Select(_ => (Row: _random.Next(_rows), Column: _random.Next(_columns), Kappa: Math.Pow(10, 2 + 2 * _random.NextDouble()))).ToArray();
        var map = new float[_rows * _columns];
        var (turn, row) = (new float[_columns], new float[_columns]);
        for (var r = 0; r < _rows; r++)
        {
            var density = map.AsSpan(r * _columns, _columns);
            density.Fill((float)Floor);
            foreach (var (hillRow, hillColumn, kappa) in hills)
            {
                var (sin, cos) = Math.SinCos(Latitude(r));
                var (hillSin, hillCos) = Math.SinCos(Latitude(hillRow));
                for (var c = 0; c < _columns; c++)
                {
                    turn[c] = (float)Math.Cos(2 * Math.PI * (c - hillColumn) / _columns);
                }

                // exp(κ (cos γ − 1)) with cos γ = sin φ sin φ₀ + cos φ cos φ₀ cos(λ − λ₀)
                TensorPrimitives.Multiply(turn, (float)(kappa * cos * hillCos), row);
                TensorPrimitives.Add(row, (float)(kappa * (sin * hillSin - 1)), row);
                TensorPrimitives.Exp(row, row);
                TensorPrimitives.Add(density, row, density);
            }

            TensorPrimitives.Log(density, density);
        }

        // three of four truths lie on a hill, the others anywhere: about what the floor's mass is
        return (map, [.. Enumerable.Range(0, truths).Select(i => i % 4 == 3 ? Anywhere() : Near(hills[_random.Next(hills.Length)]))]);
    }

    /// <summary>Independent numbers: no block of cells can be passed over.</summary>
    internal (float[] Map, int[] Truths) Noise(int truths)
    {
        var map = new float[_rows * _columns];
        for (var cell = 0; cell < map.Length; cell++)
        {
            map[cell] = -20 * _random.NextSingle();
        }

        return (map, [.. Enumerable.Range(0, truths).Select(_ => Anywhere())]);
    }

    private double Latitude(int row) => Math.PI * (0.5 - (row + 0.5) / _rows);

    private int Anywhere()
    {
        var row = (int)(Math.Acos(1 - 2 * _random.NextDouble()) / Math.PI * _rows);
        return Math.Min(row, _rows - 1) * _columns + _random.Next(_columns);
    }

    private int Near((int Row, int Column, double Kappa) hill)
    {
        // a step of one standard deviation on average in a random direction
        var (sin, cos) = Math.SinCos(2 * Math.PI * _random.NextDouble());
        var angle = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()) / hill.Kappa);
        var row = Math.Clamp((int)(hill.Row + angle * sin / Math.PI * _rows), 0, _rows - 1);
        var column = (int)(hill.Column + angle * cos / Math.Max(0.05, Math.Cos(Latitude(row))) / (2 * Math.PI) * _columns);
        return row * _columns + (column % _columns + _columns) % _columns;
    }
}
