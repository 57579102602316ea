using System.Runtime.InteropServices;
using System.Text.Json;

namespace Benchmarks.Tests.Commands;

public sealed class FeaturesCommandTests
{
    private const int Degrees = 10;
    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "sh_reference_L10.json"))).RootElement;

    private static double[] Places => Flat("lonlat_deg");

    [Theory]
    [InlineData("analytic")]
    [InlineData("closed-form")]
    public async Task Both_conventions_of_the_reference_come_out_as_the_reference_computes_them(string convention)
    {
        var expected = Flat(convention.Replace('-', '_'));
        var actual = await EncodeAsync<double>(Places, "--convention", convention);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }

    [Fact]
    public async Task The_standard_convention_is_the_default_and_differs_from_the_references_by_the_sign_of_odd_degrees()
    {
        var expected = Flat("analytic");
        for (var i = 0; i < expected.Length; i++)
        {
            var degree = (int)Math.Sqrt(i % (Degrees * Degrees));
            expected[i] *= degree % 2 == 0 ? 1 : -1;
        }

        var actual = await EncodeAsync<double>(Places);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
        Assert.Equal(actual, await EncodeAsync<double>(Places, "--convention", "standard"));
    }

    [Fact]
    public async Task Float32_is_the_rounded_float64()
    {
        var expected = await EncodeAsync<double>(Places);
        var actual = await EncodeAsync<float>(Places, "--float32");
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public async Task A_file_longer_than_a_block_gives_every_place_the_values_it_has_alone()
    {
        var random = new Random(5);
        var places = Enumerable.Range(0, 2 * 5_000).Select(i => i % 2 == 0 ? 360 * random.NextDouble() - 180 : 180 * random.NextDouble() - 90).ToArray();
        var all = await EncodeAsync<double>(places);
        const int count = Degrees * Degrees;
        Assert.Equal(5_000 * count, all.Length);
        foreach (var place in new[] { 0, 4_095, 4_096, 4_999 })
        {
            var alone = await EncodeAsync<double>(places[(2 * place)..(2 * place + 2)]);
            Assert.All(alone.Zip(all.Skip(place * count)), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        }
    }

    [Fact]
    public async Task An_empty_file_gives_an_empty_file() => Assert.Empty(await EncodeAsync<double>([]));

    [Fact]
    public async Task A_file_that_ends_within_a_place_fails_in_one_line_and_leaves_no_output()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.File("points"), new byte[24], TestContext.Current.CancellationToken);
        var run = await RunAsync(folder);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("24 bytes", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(["points"], folder.Names);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, 90.5)]
    public async Task A_place_that_is_none_on_Earth_fails_in_one_line_that_names_it_and_leaves_no_output(double longitude, double latitude)
    {
        using var folder = new ScratchFolder();
        double[] places = [1, 2, 3, 4, longitude, latitude];
        await File.WriteAllBytesAsync(folder.File("points"), MemoryMarshal.AsBytes(places.AsSpan()).ToArray(), TestContext.Current.CancellationToken);
        var run = await RunAsync(folder);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Place 2 ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(["points"], folder.Names);
    }

    [Fact]
    public async Task A_missing_file_is_wrong_usage_and_named()
    {
        using var folder = new ScratchFolder();
        var run = await RunAsync(folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(folder.File("points"), run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--degrees", "0")]
    [InlineData("--degrees", "many")]
    [InlineData("--convention", "discretized")]
    public async Task A_value_out_of_range_is_wrong_usage_and_named(string option, string value)
    {
        var run = await Bench.RunAsync("features", "--points", Environment.ProcessPath!, "--out", "nowhere", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    private static Task<Bench> RunAsync(ScratchFolder folder, params string[] more) =>
        Bench.RunAsync(["features", "--points", folder.File("points"), "--degrees", "10", "--out", folder.File("features"), .. more]);

    private static async Task<T[]> EncodeAsync<T>(double[] places, params string[] more)
        where T : unmanaged
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.File("points"), MemoryMarshal.AsBytes(places.AsSpan()).ToArray(), TestContext.Current.CancellationToken);
        var run = await RunAsync(folder, more);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
        var bytes = await File.ReadAllBytesAsync(folder.File("features"), TestContext.Current.CancellationToken);
        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    private static double[] Flat(string name) =>
        [.. s_golden.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble())];
}
