using System.Collections.Concurrent;

namespace GeoCore.Encoding.Lattice;

/// <summary>Lagrange weights of nine equally spaced nodes at every pixel of a cell's edge.</summary>
internal sealed class NodeWeights
{
    private static readonly ConcurrentDictionary<int, NodeWeights> s_sizes = new();
    private readonly float[] _weights;
    private readonly int _size;

    private NodeWeights(int size)
    {
        _size = size;
        _weights = new float[LatticeCell.Nodes * size];
        for (var node = 0; node < LatticeCell.Nodes; node++)
        {
            for (var offset = 0; offset < size; offset++)
            {
                var t = (double)offset * LatticeCell.Intervals / size;
                var weight = 1.0;
                for (var other = 0; other < LatticeCell.Nodes; other++)
                {
                    weight *= other == node ? 1 : (t - other) / (node - other);
                }

                _weights[(node * size) + offset] = (float)weight;
            }
        }
    }

    /// <summary>The weights of cells of a size, computed once.</summary>
    public static NodeWeights Of(int size) => s_sizes.GetOrAdd(size, key => new NodeWeights(key));

    /// <summary>Weights of a node at pixels 0, 1, … of the edge.</summary>
    public ReadOnlySpan<float> Node(int node) => _weights.AsSpan(node * _size, _size);
}
