using Benchmarks.Commands;

namespace Benchmarks.Tests.Commands;

/// <summary>One run of the command line within this process.</summary>
internal sealed record Bench(int ExitCode, string Output, string Error)
{
    public static async Task<Bench> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await BenchCommandLine.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return new Bench(code, output.ToString(), error.ToString());
    }
}
