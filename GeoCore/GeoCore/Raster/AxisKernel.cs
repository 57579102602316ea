namespace GeoCore.Raster;

/// <summary>Cells and weights of one pixel along one axis, for every kernel.</summary>
internal static class AxisKernel
{
    /// <summary>Largest number of cells of a kernel that does not depend on the size of the pixel.</summary>
    private const int FixedCells = 6;

    /// <summary>Overlaps narrower than this share of a cell are rounding.</summary>
    private const double Sliver = 1e-7;

    /// <summary>Weights that a pixel may need room for.</summary>
    /// <param name="extent">Width of the pixel in cells; NaN counts as none.</param>
    internal static int Room(double extent) => extent > 0 ? Math.Max(FixedCells, checked((int)extent + 3)) : FixedCells;

    /// <summary>Whether the kernel looks at the cells under the pixel's extent rather than around its centre.</summary>
    internal static bool NeedsEdges(Resampling resampling) => resampling is Resampling.Average or Resampling.Mode;

    /// <summary>Finds the cells that a pixel takes its value from, which are neighbours, and their weights.</summary>
    /// <param name="resampling">Kernel.</param>
    /// <param name="edge">Positions of the pixel's edges in cells, in any order; NaN where there is none.</param>
    /// <param name="centre">Position of the pixel's centre.</param>
    /// <param name="cells">Number of cells of the source along the axis.</param>
    /// <param name="goesRound">Whether the cell after the last is the first.</param>
    /// <param name="weights">Receives weights that sum to 1; <see cref="Room"/> of them at least.</param>
    /// <returns>The first cell, which may lie beyond the source, and how many there are.</returns>
    internal static (int Start, int Count) Fill(
        Resampling resampling, (double One, double Other) edge, double centre, int cells, bool goesRound, Span<float> weights) => resampling switch
        {
            Resampling.Nearest => Nearest(centre, weights),
            Resampling.Bilinear => Linear(centre, weights),
            Resampling.Cubic => Cubic(centre, weights),
            Resampling.Lanczos => Lanczos(centre, weights),
            _ => Footprint(edge, centre, cells, goesRound, weights),
        };

    private static (int Start, int Count) Nearest(double centre, Span<float> weights)
    {
        weights[0] = 1;
        return ((int)Math.Floor(centre), 1);
    }

    private static (int Start, int Count) Linear(double centre, Span<float> weights)
    {
        var (start, part) = Split(centre);
        (weights[0], weights[1]) = ((float)(1 - part), (float)part);
        return (start, 2);
    }

    /// <summary>Cubic convolution with a = −½ (R. G. Keys, IEEE Trans. ASSP 29, 1981, equation 15).</summary>
    private static (int Start, int Count) Cubic(double centre, Span<float> weights)
    {
        var (start, t) = Split(centre);
        weights[0] = (float)(((-0.5 * t + 1) * t - 0.5) * t);
        weights[1] = (float)((1.5 * t - 2.5) * t * t + 1);
        weights[2] = (float)(((-1.5 * t + 2) * t + 0.5) * t);
        weights[3] = (float)((0.5 * t - 0.5) * t * t);
        return (start - 1, 4);
    }

    /// <summary>sinc(x) sinc(x / 3), scaled so that the weights sum to 1 (C. E. Duchon, J. Appl. Meteor. 18, 1979).</summary>
    private static (int Start, int Count) Lanczos(double centre, Span<float> weights)
    {
        const int radius = 3;
        var (start, t) = Split(centre);
        Span<double> taps = stackalloc double[2 * radius];
        double sum = 0;
        for (var tap = 0; tap < taps.Length; tap++)
        {
            var x = Math.PI * (tap - (radius - 1) - t);
            taps[tap] = x == 0 ? 1 : radius * Math.Sin(x) * Math.Sin(x / radius) / (x * x);
            sum += taps[tap];
        }

        for (var tap = 0; tap < taps.Length; tap++)
        {
            weights[tap] = (float)(taps[tap] / sum);
        }

        return (start - (radius - 1), taps.Length);
    }

    /// <summary>The cells under the pixel, by the share of the pixel that each fills.</summary>
    private static (int Start, int Count) Footprint((double One, double Other) edge, double centre, int cells, bool goesRound, Span<float> weights)
    {
        var (near, far) = edge.One <= edge.Other ? edge : (edge.Other, edge.One);
        if (!goesRound)
        {
            (near, far) = (Math.Max(near, 0), Math.Min(far, cells));
        }

        if (!(far - near > Sliver))
        {
            return Nearest(centre, weights);
        }

        int start = (int)Math.Floor(near + Sliver), end = Math.Max(start + 1, (int)Math.Ceiling(far - Sliver));
        for (var cell = start; cell < end; cell++)
        {
            weights[cell - start] = (float)((Math.Min(far, cell + 1) - Math.Max(near, cell)) / (far - near));
        }

        return (start, end - start);
    }

    /// <summary>The cell whose centre comes before a position, and how far on to the next one it lies.</summary>
    private static (int Cell, double Part) Split(double centre)
    {
        var cell = Math.Floor(centre - 0.5);
        return ((int)cell, centre - 0.5 - cell);
    }
}
