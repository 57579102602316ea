namespace Benchmarks.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("encoder")]
    [InlineData("features")]
    [InlineData("field")]
    [InlineData("http")]
    [InlineData("nested")]
    [InlineData("predictions")]
    [InlineData("rva")]
    [InlineData("start")]
    [InlineData("tiles")]
    public async Task Every_benchmark_explains_itself(string name)
    {
        var run = await Bench.RunAsync(name, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains("--", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_benchmark_is_wrong_usage()
    {
        var run = await Bench.RunAsync("poetry");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("poetry", run.Error, StringComparison.Ordinal);
    }
}
