using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Processor time of encoding places, which other programs on the machine disturb less than the clock on the wall.</summary>
internal static class ProcessorTime
{
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(0.4);
    private const int LeastPasses = 3;
    private const int PlacesAtOnce = 512;

    /// <summary>Milliseconds of the quickest of several passes over places, after one to warm up.</summary>
    /// <param name="encoding">Of the places, in double precision.</param>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="cancellationToken">Ends the measurement after a pass.</param>
    internal static double Milliseconds(IPositionalEncoding encoding, double[] longitudes, double[] latitudes, CancellationToken cancellationToken)
    {
        var features = new double[PlacesAtOnce * encoding.Dimension];
        Pass();
        var (best, all) = (double.PositiveInfinity, TimeSpan.Zero);
        for (var pass = 0; pass < LeastPasses || all < s_least; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Environment.CpuUsage.TotalTime;
            Pass();
            var taken = Environment.CpuUsage.TotalTime - before;
            all += taken;
            best = Math.Min(best, taken.TotalMilliseconds);
        }

        return best;

        void Pass()
        {
            for (var start = 0; start < longitudes.Length; start += PlacesAtOnce)
            {
                var count = Math.Min(PlacesAtOnce, longitudes.Length - start);
                encoding.Encode(longitudes.AsSpan(start, count), latitudes.AsSpan(start, count), features.AsSpan(0, count * encoding.Dimension));
            }
        }
    }
}
