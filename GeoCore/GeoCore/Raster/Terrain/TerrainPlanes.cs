using GeoCore.Tiling;

namespace GeoCore.Raster.Terrain;

/// <summary>Computes what <see cref="TerrainAlgorithm"/> names, from heights with one more pixel on every side.</summary>
/// <remarks>
/// Gradients are those of B. K. P. Horn, "Hill shading and the reflectance map", Proc. IEEE 69 (1981), section IV: differences over 3 × 3
/// pixels. Pixels next to nodata have no gradient, as in gdaldem.
/// </remarks>
public static class TerrainPlanes
{
    private const double Steps = 254;

    /// <summary>Planes of an algorithm.</summary>
    public static int CountOf(TerrainAlgorithm algorithm) => algorithm is TerrainAlgorithm.TerrainRgb or TerrainAlgorithm.Terrarium ? 3 : 1;

    /// <summary>Computes the planes of a window.</summary>
    /// <param name="algorithm">What to make.</param>
    /// <param name="options">Settings.</param>
    /// <param name="grid">The window.</param>
    /// <param name="heights">Heights of the window grown by one pixel on every side, NaN being nodata.</param>
    /// <param name="planes">Receives <see cref="CountOf"/> planes of the window.</param>
    /// <exception cref="ArgumentException">The buffers do not fit the window.</exception>
    public static void Compute(TerrainAlgorithm algorithm, TerrainOptions options, in PixelGrid grid, PixelBuffer<float> heights, PixelBuffer<float> planes)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(heights);
        ArgumentNullException.ThrowIfNull(planes);
        if (heights.Width != grid.Width + 2 || heights.Height != grid.Height + 2 || planes.Width != grid.Width || planes.Height != grid.Height || planes.BandCount != CountOf(algorithm))
            throw new ArgumentException($"A window of {grid.Width} × {grid.Height} needs as large planes, and heights of two more.", nameof(planes));
        for (var row = 0; row < grid.Height; row++)
        {
            var rows = new HeightRows(heights, row);
            var line = planes.Band(0).Slice(row * grid.Width, grid.Width);
            switch (algorithm)
            {
                case TerrainAlgorithm.Hillshade:
                    Shade(rows, GroundScale.Of(grid, row), options, line);
                    break;
                case TerrainAlgorithm.Slope:
                    Incline(rows, GroundScale.Of(grid, row), options, line);
                    break;
                case TerrainAlgorithm.Contours:
                    Trace(rows, options, line);
                    break;
                default:
                    Code(algorithm, rows, options, line, planes.Band(1).Slice(row * grid.Width, grid.Width), planes.Band(2).Slice(row * grid.Width, grid.Width));
                    break;
            }
        }
    }

    private static void Shade(HeightRows rows, (double Width, double Height) size, TerrainOptions options, Span<float> line)
    {
        var (sinAzimuth, cosAzimuth) = Math.SinCos(double.DegreesToRadians(options.Azimuth));
        var (sinAltitude, cosAltitude) = Math.SinCos(double.DegreesToRadians(options.Altitude));
        for (var column = 0; column < line.Length; column++)
        {
            var (east, north) = rows.Gradient(column, size, options.Exaggeration);

            // the cosine between the light and what stands upright on the ground
            var light = (sinAltitude - (cosAltitude * ((east * sinAzimuth) + (north * cosAzimuth)))) / Math.Sqrt(1 + (east * east) + (north * north));
            line[column] = double.IsNaN(light) ? float.NaN : (float)Math.Floor(1 + (Steps * Math.Max(light, 0)) + 0.5);
        }
    }

    private static void Incline(HeightRows rows, (double Width, double Height) size, TerrainOptions options, Span<float> line)
    {
        for (var column = 0; column < line.Length; column++)
        {
            var (east, north) = rows.Gradient(column, size, options.Exaggeration);
            var rise = Math.Sqrt((east * east) + (north * north));
            line[column] = (float)(options.IsPercent ? 100 * rise : double.RadiansToDegrees(Math.Atan(rise)));
        }
    }

    /// <summary>A pixel is on a line if the one east or south of it lies on the other side.</summary>
    private static void Trace(HeightRows rows, TerrainOptions options, Span<float> line)
    {
        for (var column = 0; column < line.Length; column++)
        {
            var here = Step(rows.At(column, 0), options);
            double east = Step(rows.At(column + 1, 0), options), south = Step(rows.At(column, 1), options);
            var upper = Math.Max(here, double.IsNaN(east) ? here : east);
            upper = Math.Max(upper, double.IsNaN(south) ? here : south);
            var lower = Math.Min(here, double.IsNaN(east) ? here : east);
            lower = Math.Min(lower, double.IsNaN(south) ? here : south);
            line[column] = upper > lower ? (float)(options.Base + (upper * options.Interval)) : float.NaN;
        }
    }

    private static double Step(float height, TerrainOptions options) => Math.Floor(((height * options.Exaggeration) - options.Base) / options.Interval);

    /// <summary>The 24 bits of a height, metres, red first; heights beyond what can be written become the nearest.</summary>
    /// <param name="algorithm"><see cref="TerrainAlgorithm.TerrainRgb"/> or <see cref="TerrainAlgorithm.Terrarium"/>.</param>
    /// <param name="height">Metres.</param>
    public static int CodeOf(TerrainAlgorithm algorithm, double height)
    {
        var (lowest, steps) = algorithm == TerrainAlgorithm.TerrainRgb ? (-10_000.0, 10.0) : (-32_768.0, 256.0);
        return (int)Math.Clamp(Math.Round((height - lowest) * steps), 0, 0xffffff);
    }

    private static void Code(TerrainAlgorithm algorithm, HeightRows rows, TerrainOptions options, Span<float> red, Span<float> green, Span<float> blue)
    {
        for (var column = 0; column < red.Length; column++)
        {
            var height = rows.At(column, 0) * options.Exaggeration;
            var code = CodeOf(algorithm, double.IsFinite(height) ? height : options.NoDataHeight);
            (red[column], green[column], blue[column]) = (code >> 16, (code >> 8) & byte.MaxValue, code & byte.MaxValue);
        }
    }

    /// <summary>A row of heights with the rows beside it.</summary>
    private readonly ref struct HeightRows(PixelBuffer<float> heights, int row)
    {
        private readonly ReadOnlySpan<float> _north = heights.Band(0).Slice(row * heights.Width, heights.Width);
        private readonly ReadOnlySpan<float> _middle = heights.Band(0).Slice((row + 1) * heights.Width, heights.Width);
        private readonly ReadOnlySpan<float> _south = heights.Band(0).Slice((row + 2) * heights.Width, heights.Width);

        internal float At(int column, int below) => (below == 0 ? _middle : _south)[column + 1];

        /// <summary>Rise per metre to the east and to the north; NaN beside nodata.</summary>
        internal (double East, double North) Gradient(int column, (double Width, double Height) size, double exaggeration)
        {
            var east = (_north[column + 2] + (2.0 * _middle[column + 2]) + _south[column + 2]) - (_north[column] + (2.0 * _middle[column]) + _south[column]);
            var north = (_north[column] + (2.0 * _north[column + 1]) + _north[column + 2]) - (_south[column] + (2.0 * _south[column + 1]) + _south[column + 2]);
            return float.IsNaN(_middle[column + 1])
                ? (double.NaN, double.NaN)
                : (east / (8 * size.Width) * exaggeration, north / (8 * size.Height) * exaggeration);
        }
    }
}
