using GeoCore.Encoding.Kernels;
using GeoCore.Encoding.Networks;

namespace GeoCore.Encoding.Lattice;

/// <summary>cos mλ and sin mλ of the columns that chosen pixels stand in, one column behind the other.</summary>
internal sealed class ColumnTable
{
    private readonly int[] _slots;
    private readonly float[] _values;

    /// <summary>Fills the table.</summary>
    /// <param name="layer">Says how many values a column has.</param>
    /// <param name="places">Pixel centres.</param>
    /// <param name="positions">row · width + column.</param>
    /// <param name="width">Columns of the map.</param>
    public ColumnTable(SeparableLayer layer, LatticePlaces places, ReadOnlySpan<int> positions, int width)
    {
        Sums = layer.Sums;
        _slots = new int[width];
        foreach (var position in positions)
        {
            _slots[position % width] = 1;
        }

        var longitudes = new List<double>();
        for (var column = 0; column < width; column++)
        {
            if (_slots[column] != 0)
            {
                _slots[column] = longitudes.Count;
                longitudes.Add(places.Longitude(column));
            }
        }

        var panels = new float[Panel.Count(longitudes.Count) * layer.ColumnLength];
        layer.FillColumns(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(longitudes), panels);
        _values = new float[longitudes.Count * Sums];
        for (var slot = 0; slot < longitudes.Count; slot++)
        {
            var source = panels.AsSpan((slot / Panel.Places * layer.ColumnLength) + (slot % Panel.Places));
            for (var sum = 0; sum < Sums; sum++)
            {
                _values[(slot * Sums) + sum] = source[sum * Panel.Places];
            }
        }
    }

    /// <summary>Values of a column.</summary>
    public int Sums { get; }

    /// <summary>Puts a column into a lane of a panel.</summary>
    /// <param name="column">Column of the map.</param>
    /// <param name="panel">[sums, 32] from the lane on.</param>
    public void CopyTo(int column, Span<float> panel)
    {
        var values = _values.AsSpan(_slots[column] * Sums, Sums);
        for (var sum = 0; sum < values.Length; sum++)
        {
            panel[sum * Panel.Places] = values[sum];
        }
    }
}
