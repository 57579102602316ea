using System.Diagnostics;

namespace HousePlan.Tests.Launcher;

/// <summary>Runs lines of bash at the root of the checkout.</summary>
internal static class Bash
{
    /// <summary>Runs a script.</summary>
    /// <param name="script">Its text.</param>
    /// <param name="words">$1, $2 …</param>
    public static (int Code, string Output, string Error) Run(string script, params string[] words)
    {
        var start = new ProcessStartInfo("bash", ["-c", script, "bash", .. words])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
