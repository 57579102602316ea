namespace GeoCore.Raster;

/// <summary>For each pixel along one axis: the source cells that it takes its value from, which are neighbours, and their weights.</summary>
internal sealed class AxisTaps
{
    /// <summary>Start of a pixel that lies outside the source.</summary>
    internal const int Outside = int.MinValue;

    private readonly int[] _starts;
    private readonly int[] _offsets;
    private float[] _weights;

    private AxisTaps(int pixels, int room)
    {
        _starts = new int[pixels];
        _offsets = new int[pixels + 1];
        _weights = new float[room];
    }

    /// <summary>Smallest cell of any pixel; may be negative. Undefined when <see cref="IsEmpty"/>.</summary>
    internal int First { get; private set; } = int.MaxValue;

    /// <summary>Largest cell of any pixel; may lie beyond the source.</summary>
    internal int Last { get; private set; } = int.MinValue;

    /// <summary>Whether no pixel lies inside the source.</summary>
    internal bool IsEmpty => First > Last;

    /// <summary>First cell of every pixel, or <see cref="Outside"/>.</summary>
    internal ReadOnlySpan<int> Starts => _starts;

    /// <summary>Weights of all pixels, one behind the other.</summary>
    internal ReadOnlySpan<float> AllWeights => _weights.AsSpan(0, _offsets[^1]);

    /// <summary>Weights of the cells of a pixel; they sum to 1.</summary>
    internal ReadOnlySpan<float> Weights(int pixel) => _weights.AsSpan(_offsets[pixel].._offsets[pixel + 1]);

    /// <summary>Finds cells and weights.</summary>
    /// <param name="edges">Positions of the pixels' edges in cells; NaN where there is none, empty where the kernel does not ask.</param>
    /// <param name="centres">Positions of the pixels' centres.</param>
    /// <param name="cells">Number of cells of the source along the axis.</param>
    /// <param name="goesRound">Whether the cell after the last is the first.</param>
    /// <param name="resampling">Kernel.</param>
    internal static AxisTaps Of(
        ReadOnlySpan<(double One, double Other)> edges, ReadOnlySpan<double> centres, int cells, bool goesRound, Resampling resampling)
    {
        var taps = new AxisTaps(centres.Length, (centres.Length + 1) * AxisKernel.Room(0));
        var previous = int.MinValue;
        for (var pixel = 0; pixel < centres.Length; pixel++)
        {
            var offset = taps._offsets[pixel];
            if (!(centres[pixel] >= 0 && centres[pixel] < cells))
            {
                (taps._starts[pixel], taps._offsets[pixel + 1]) = (Outside, offset);
                continue;
            }

            var edge = edges.IsEmpty ? default : edges[pixel];
            var (start, count) = AxisKernel.Fill(
                resampling, edge, centres[pixel], cells, goesRound, taps.Room(offset, AxisKernel.Room(Math.Min(Math.Abs(edge.Other - edge.One), cells))));
            // pixels that follow one another shall do so in the window, too, when the source goes round
            while (goesRound && previous != int.MinValue && start < previous - 1)
            {
                start += cells;
            }

            previous = start;
            (taps._starts[pixel], taps._offsets[pixel + 1]) = (start, offset + count);
            (taps.First, taps.Last) = (Math.Min(taps.First, start), Math.Max(taps.Last, start + count - 1));
        }

        return taps;
    }

    private Span<float> Room(int offset, int count)
    {
        if (_weights.Length < offset + count)
        {
            Array.Resize(ref _weights, 2 * (offset + count));
        }

        return _weights.AsSpan(offset);
    }
}
