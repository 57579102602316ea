using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace GeoCore.Tests.Encoding;

/// <summary>The encodings, and the ranking of densities, on processors that this one is not: the same tests in a child process with instruction sets switched off.</summary>
public class InstructionSetTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_tests_of_vectorised_code_pass_without(string variable)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "GeoCore.Tests.exe" : "GeoCore.Tests");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all =
        [
            nameof(HarmonicKernelTests), nameof(HarmonicGoldenTests), nameof(HarmonicTableTests), nameof(PositionalEncodingTests),
            nameof(NetworkKernelTests), nameof(NetworkTests), nameof(GridTests),
        ];
        foreach (var tests in all)
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add($"{typeof(InstructionSetTests).Namespace}.{tests}");
        }

        start.ArgumentList.Add("-class");
        start.ArgumentList.Add(typeof(Evaluation.DensityRankingTests).FullName!);
        start.Environment[variable] = "0";
        using var child = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        var output = child.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = child.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await child.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(child.ExitCode == 0, $"{variable}=0:{Environment.NewLine}{await output}{await errors}");
    }

    /// <summary>Run by the children: whether the switch that their parent set has an effect.</summary>
    internal static void AssertSwitchesHold()
    {
        static bool Off(string variable) => Environment.GetEnvironmentVariable(variable) == "0";
        Assert.False(Off("DOTNET_EnableAVX512") && Vector512.IsHardwareAccelerated);
        Assert.False(Off("DOTNET_EnableAVX2") && Vector256.IsHardwareAccelerated);
        Assert.False(Off("DOTNET_EnableHWIntrinsic") && Vector128.IsHardwareAccelerated);
    }
}
