using System.Diagnostics;
using System.Globalization;

namespace TileServer.Tests.Http;

/// <summary>The program as a user starts it.</summary>
internal sealed class ServeProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ServeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the program.</summary>
    public static ServeProcess Start(params string[] arguments) => Start([], arguments);

    /// <summary>Starts the program with variables of its environment.</summary>
    public static ServeProcess Start(IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        var program = Path.ChangeExtension(typeof(Hosting.ServerOptions).Assembly.Location, null);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServeProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process._process.StandardOutput.ReadToEndAsync();
        return (await process.EndAsync(), await output, await process._errors);
    }

    /// <summary>Wrong usage is exit code 2 and one line for a person.</summary>
    public static void AssertWrongUsage((int Code, string Output, string Errors) run, string named)
    {
        Assert.True(run.Code == 2, $"{run.Code}: {run.Errors}");
        Assert.Empty(run.Output);
        var line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("geosuite: ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    /// <summary>The next line that it prints.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience, TestContext.Current.CancellationToken);
        return line ?? throw new InvalidOperationException($"The program ended: {await _errors}");
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Sends SIGKILL, and waits for the end.</summary>
    public Task<int> KillAsync()
    {
        _process.Kill();
        return EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
