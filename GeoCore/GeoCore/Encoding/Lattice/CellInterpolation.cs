using System.Numerics.Tensors;

namespace GeoCore.Encoding.Lattice;

/// <summary>The polynomial of degree 8 in column and row through the 81 nodes of a cell.</summary>
/// <param name="map">Holds the logits of the nodes.</param>
/// <param name="cell">The cell.</param>
internal sealed class CellInterpolation(LatticeMap map, LatticeCell cell)
{
    private readonly NodeWeights _weights = NodeWeights.Of(cell.Size);
    private readonly float[] _rows = new float[LatticeCell.Nodes * map.Outputs * cell.Size];

    /// <summary>Interpolates along the rows of nodes; comes before the other methods.</summary>
    /// <returns>This object.</returns>
    public CellInterpolation AlongRows()
    {
        for (var j = 0; j < LatticeCell.Nodes; j++)
        {
            for (var i = 0; i < LatticeCell.Nodes; i++)
            {
                var node = map.Logits(cell.Column + (i * cell.Spacing), cell.Row + (j * cell.Spacing));
                for (var output = 0; output < map.Outputs; output++)
                {
                    var row = Row(j, output);
                    TensorPrimitives.MultiplyAddEstimate(_weights.Node(i), node[output], row, row);
                }
            }
        }

        return this;
    }

    /// <summary>Logits of one row of the cell.</summary>
    /// <param name="offset">Row of the cell.</param>
    /// <param name="output">Which logit.</param>
    /// <param name="values">Receives <see cref="LatticeCell.Size"/> logits.</param>
    public void AlongColumns(int offset, int output, Span<float> values)
    {
        TensorPrimitives.Multiply(Row(0, output), _weights.Node(0)[offset], values);
        for (var j = 1; j < LatticeCell.Nodes; j++)
        {
            TensorPrimitives.MultiplyAddEstimate(Row(j, output), _weights.Node(j)[offset], values, values);
        }
    }

    private Span<float> Row(int node, int output) => _rows.AsSpan(((node * map.Outputs) + output) * cell.Size, cell.Size);
}
