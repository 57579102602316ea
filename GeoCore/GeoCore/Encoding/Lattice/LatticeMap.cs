using System.Buffers;

namespace GeoCore.Encoding.Lattice;

/// <summary>Which pixels of a part of the lattice have been evaluated, and their logits.</summary>
internal sealed class LatticeMap : IDisposable
{
    private readonly int[] _index;
    private readonly List<int> _wanted = [];
    private float[] _logits = [];
    private int _count;

    /// <summary>Creates an empty map.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="outputs">Logits of a pixel.</param>
    public LatticeMap(int width, int height, int outputs)
    {
        (Width, Outputs) = (width, outputs);
        _index = ArrayPool<int>.Shared.Rent(width * height);
        _index.AsSpan(0, width * height).Fill(-1);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Logits of a pixel.</summary>
    public int Outputs { get; }

    /// <summary>Pixels evaluated so far.</summary>
    public int Count => _count;

    /// <summary>Asks for a pixel; what is there already is not asked for again.</summary>
    public void Want(int column, int row)
    {
        var position = (row * Width) + column;
        if (_index[position] < 0)
        {
            _index[position] = 0;
            _wanted.Add(position);
        }
    }

    /// <summary>Evaluates what was asked for.</summary>
    /// <param name="sampler">Evaluates pixels given in order of rows, then columns.</param>
    public void Evaluate(LatticeSampler sampler)
    {
        if (_wanted.Count == 0)
            return;
        var positions = _wanted.ToArray();
        _wanted.Clear();
        Array.Sort(positions);
        Array.Resize(ref _logits, Math.Max(_logits.Length, (_count + positions.Length) * Outputs));
        for (var i = 0; i < positions.Length; i++)
        {
            _index[positions[i]] = _count + i;
        }

        sampler.Evaluate(positions, Width, _logits.AsMemory(_count * Outputs, positions.Length * Outputs));
        _count += positions.Length;
    }

    /// <summary>The logits of an evaluated pixel.</summary>
    public ReadOnlySpan<float> Logits(int column, int row) => _logits.AsSpan(_index[(row * Width) + column] * Outputs, Outputs);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<int>.Shared.Return(_index);
}
