namespace GeoCore.Raster;

/// <summary>For each pixel along one axis: the source cells that it takes its value from, which are neighbours, and their weights.</summary>
internal sealed class AxisTaps
{
    /// <summary>Start of a pixel that lies outside the source.</summary>
    internal const int Outside = int.MinValue;

    /// <summary>Overlaps narrower than this share of a cell are rounding.</summary>
    private const double Sliver = 1e-7;

    private readonly int[] _starts;
    private readonly int[] _offsets;
    private readonly List<float> _weights = [];

    private AxisTaps(int pixels)
    {
        _starts = new int[pixels];
        _offsets = new int[pixels + 1];
    }

    /// <summary>Smallest cell of any pixel; may be negative. Undefined when <see cref="IsEmpty"/>.</summary>
    internal int First { get; private set; } = int.MaxValue;

    /// <summary>Largest cell of any pixel; may lie beyond the source.</summary>
    internal int Last { get; private set; } = int.MinValue;

    /// <summary>Whether no pixel lies inside the source.</summary>
    internal bool IsEmpty => First > Last;

    /// <summary>First cell of a pixel, or <see cref="Outside"/>.</summary>
    internal int Start(int pixel) => _starts[pixel];

    /// <summary>Weights of the cells of a pixel; they sum to 1.</summary>
    internal ReadOnlySpan<float> Weights(int pixel) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_weights)[_offsets[pixel].._offsets[pixel + 1]];

    /// <summary>Finds cells and weights.</summary>
    /// <param name="edges">Positions of the pixels' edges in cells, one more than there are pixels; NaN where there is none.</param>
    /// <param name="centres">Positions of the pixels' centres.</param>
    /// <param name="cells">Number of cells of the source along the axis.</param>
    /// <param name="goesRound">Whether the cell after the last is the first.</param>
    /// <param name="resampling">Kernel.</param>
    internal static AxisTaps Of(
        ReadOnlySpan<(double Near, double Far)> edges, ReadOnlySpan<double> centres, int cells, bool goesRound, Resampling resampling)
    {
        var taps = new AxisTaps(centres.Length);
        var previous = int.MinValue;
        for (var pixel = 0; pixel < centres.Length; pixel++)
        {
            var centre = centres[pixel];
            if (!(centre >= 0 && centre < cells))
            {
                taps._starts[pixel] = Outside;
                taps._offsets[pixel + 1] = taps._weights.Count;
                continue;
            }

            var start = resampling switch
            {
                Resampling.Nearest => taps.AddNearest(centre),
                Resampling.Bilinear => taps.AddLinear(centre),
                Resampling.Cubic => taps.AddCubic(centre),
                _ => taps.AddFootprint(edges[pixel], centre, cells, goesRound),
            };
            // pixels that follow one another shall do so in the window, too, when the source goes round
            while (goesRound && previous != int.MinValue && start < previous - 1)
            {
                start += cells;
            }

            previous = goesRound ? start : previous;
            taps._starts[pixel] = start;
            taps._offsets[pixel + 1] = taps._weights.Count;
            taps.First = Math.Min(taps.First, start);
            taps.Last = Math.Max(taps.Last, start + taps._offsets[pixel + 1] - taps._offsets[pixel] - 1);
        }

        return taps;
    }

    private int AddNearest(double centre)
    {
        _weights.Add(1);
        return (int)centre;
    }

    private int AddLinear(double centre)
    {
        var (start, part) = Split(centre);
        _weights.Add((float)(1 - part));
        _weights.Add((float)part);
        return start;
    }

    /// <summary>Cubic convolution with a = −½ (Keys 1981).</summary>
    private int AddCubic(double centre)
    {
        var (start, t) = Split(centre);
        _weights.Add((float)(((-0.5 * t + 1) * t - 0.5) * t));
        _weights.Add((float)((1.5 * t - 2.5) * t * t + 1));
        _weights.Add((float)(((-1.5 * t + 2) * t + 0.5) * t));
        _weights.Add((float)((0.5 * t - 0.5) * t * t));
        return start - 1;
    }

    /// <summary>The cells under the pixel, by the share of the pixel that each fills.</summary>
    private int AddFootprint((double Near, double Far) edge, double centre, int cells, bool goesRound)
    {
        var (near, far) = edge.Near <= edge.Far ? edge : (edge.Far, edge.Near);
        if (!goesRound)
        {
            (near, far) = (Math.Max(near, 0), Math.Min(far, cells));
        }

        if (!(far - near > Sliver))
        {
            return AddNearest(centre);
        }

        int start = (int)Math.Floor(near + Sliver), end = Math.Max(start + 1, (int)Math.Ceiling(far - Sliver));
        for (var cell = start; cell < end; cell++)
        {
            _weights.Add((float)((Math.Min(far, cell + 1) - Math.Max(near, cell)) / (far - near)));
        }

        return start;
    }

    /// <summary>The cell whose centre comes before a position, and how far on to the next one it lies.</summary>
    private static (int Cell, double Part) Split(double centre)
    {
        var cell = Math.Floor(centre - 0.5);
        return ((int)cell, centre - 0.5 - cell);
    }
}
