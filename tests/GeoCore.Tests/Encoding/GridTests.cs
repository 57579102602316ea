using GeoCore.Encoding;

namespace GeoCore.Tests.Encoding;

public sealed class GridTests
{
    [Theory]
    [InlineData(10, 40, 3)]
    [InlineData(23, 33, 1)]
    [InlineData(40, 512, 1)]
    public void A_grid_agrees_with_its_places_one_by_one(int degrees, int hidden, int outputs)
    {
        var encoder = RandomNetworks.Harmonic(degrees, hidden, 2, outputs, 5);
        var (longitudes, latitudes) = (Degrees(-180, 180, 37), Degrees(90, -90, 19));
        var grid = Grid(encoder, longitudes, latitudes);
        var exact = new double[grid.Length];
        var scattered = new float[grid.Length];
        var (lon, lat) = Product(longitudes, latitudes);
        encoder.Evaluate(lon, lat, scattered, TestContext.Current.CancellationToken);
        encoder.Evaluate(lon, lat, exact);
        var scale = exact.Max(Math.Abs);
        for (var i = 0; i < grid.Length; i++)
        {
            Assert.Equal(exact[i], grid[i], 1e-4 * scale);
            Assert.Equal(exact[i], scattered[i], 1e-4 * scale);
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var encoder = RandomNetworks.Harmonic(20, 64, 3, 2, 6);
        var (longitudes, latitudes) = (Degrees(-30, 40, 83), Degrees(70, -20, 61));
        var one = Grid(encoder, longitudes, latitudes);
        Assert.All([2, 3, 7], threads => Assert.Equal(one, Grid(encoder, longitudes, latitudes, threads)));
    }

    [Fact]
    public void A_pixel_has_the_same_bits_in_every_window()
    {
        var encoder = RandomNetworks.Harmonic(17, 50, 2, 3, 7);
        var (longitudes, latitudes) = (Degrees(-50, 60, 101), Degrees(80, -80, 47));
        var whole = Grid(encoder, longitudes, latitudes);
        foreach (var (x, y, width, height) in new[] { (0, 0, 1, 1), (13, 5, 40, 9), (31, 7, 33, 40), (1, 46, 100, 1), (100, 0, 1, 47), (64, 16, 32, 16) })
        {
            var window = Grid(encoder, longitudes[x..(x + width)], latitudes[y..(y + height)]);
            for (var i = 0; i < window.Length; i++)
            {
                var (row, column) = (i / (width * 3), i % (width * 3));
                Assert.Equal(whole[((y + row) * 101 * 3) + (x * 3) + column], window[i]);
            }
        }
    }

    [Fact]
    public void A_scattered_place_has_the_same_bits_in_any_company()
    {
        var encoder = RandomNetworks.Harmonic(12, 30, 2, 2, 8);
        var (longitudes, latitudes) = RandomNetworks.Places(300, 9);
        var whole = new float[600];
        encoder.Evaluate(longitudes, latitudes, whole, TestContext.Current.CancellationToken);
        foreach (var (start, count) in new[] { (0, 1), (7, 15), (16, 16), (100, 33), (271, 29), (1, 298) })
        {
            var part = new float[2 * count];
            encoder.Evaluate(longitudes.AsSpan(start, count), latitudes.AsSpan(start, count), part, TestContext.Current.CancellationToken);
            Assert.Equal(whole[(2 * start)..(2 * (start + count))], part);
        }
    }

    [Fact]
    public void A_cancelled_grid_stops()
    {
        var encoder = RandomNetworks.Harmonic(5, 8, 1, 1, 1);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => encoder.EvaluateGrid(new double[40], new double[40], new float[1600], 1, source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => encoder.EvaluateGrid(new double[40], new double[40], new float[1600], 2, source.Token));
    }

    internal static double[] Degrees(double first, double last, int count) => [.. Enumerable.Range(0, count).Select(i => first + ((last - first) * i / (count - 1)))];

    internal static (double[] Longitudes, double[] Latitudes) Product(double[] longitudes, double[] latitudes) =>
        ([.. latitudes.SelectMany(_ => longitudes)], [.. latitudes.SelectMany(latitude => longitudes.Select(_ => latitude))]);

    internal static float[] Grid(LocationEncoder encoder, double[] longitudes, double[] latitudes, int threads = 1)
    {
        var logits = new float[longitudes.Length * latitudes.Length * encoder.OutputCount];
        encoder.EvaluateGrid(longitudes, latitudes, logits, threads);
        return logits;
    }
}
