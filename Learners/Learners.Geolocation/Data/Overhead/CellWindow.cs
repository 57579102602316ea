using GeoCore.Geolocation.Grids;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>What lies in the window of a picture that is centred on a cell.</summary>
/// <param name="grid">The cells.</param>
/// <param name="degrees">Width and height of the window in plate carrée.</param>
internal sealed class CellWindow(Grid grid, double degrees)
{
    private const int PlacesPerSide = 7;

    /// <summary>Mean over the window around every cell's centre.</summary>
    /// <param name="values">One a cell.</param>
    internal double[] Means(double[] values) => [.. Sums(values).Select(sum => sum.Mean)];

    /// <summary>Standard deviation over the window.</summary>
    /// <param name="values">One a cell.</param>
    internal double[] Deviations(double[] values) => [.. Sums(values).Select(sum => Math.Sqrt(Math.Max(0, sum.Square - sum.Mean * sum.Mean)))];

    private (double Mean, double Square)[] Sums(double[] values)
    {
        var sums = new (double Mean, double Square)[grid.Count];
        for (var cell = 0; cell < sums.Length; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            double mean = 0, square = 0;
            for (var i = 0; i < PlacesPerSide * PlacesPerSide; i++)
            {
                double Offset(int step) => ((step + 0.5) / PlacesPerSide - 0.5) * degrees;
                var east = Math.IEEERemainder(longitude + Offset(i % PlacesPerSide), 360);
                var north = Math.Clamp(latitude + Offset(i / PlacesPerSide), -90, 90);
                var value = values[grid.CellAt(east, north)];
                (mean, square) = (mean + value, square + value * value);
            }

            sums[cell] = (mean / (PlacesPerSide * PlacesPerSide), square / (PlacesPerSide * PlacesPerSide));
        }

        return sums;
    }
}
