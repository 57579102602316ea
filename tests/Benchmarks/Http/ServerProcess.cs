using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Benchmarks.Commands;

namespace Benchmarks.Http;

/// <summary>A web server in a process of its own on a free port of the loopback.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Ticks = 100; // per second: USER_HZ, the unit of /proc/PID/stat, is 100 on every Linux that .NET runs on
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly HttpClient _client;

    private ServerProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        _errors = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>CPU seconds of the process so far, its own and the kernel's for it.</summary>
    public double CpuSeconds
    {
        get
        {
            // fields 14 and 15, counted after the name, which ends with the last bracket
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / (double)Ticks;
        }
    }

    /// <summary>Starts a program with <c>--urls</c> behind its arguments.</summary>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Before <c>--urls</c>.</param>
    public static ServerProcess Start(string program, params string[] arguments)
    {
        if (!File.Exists(program))
        {
            throw new BenchException($"{Path.GetFileName(program)} is not built: run this through ./geosuite bench");
        }

        var port = FindPort();
        var start = new ProcessStartInfo(program, [.. arguments, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GEOSUITE_HOME"] = Home.Folder;
        start.Environment["DOTNET_NOLOGO"] = "1";
        return new ServerProcess(Process.Start(start)!, port);
    }

    /// <summary>Asks for a path as soon as the server listens.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="deadline">After this long it counts as broken.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The body and the ETag.</returns>
    public async Task<(byte[] Body, string? ETag)> AskAsync(string path, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_process.HasExited)
            {
                throw new BenchException($"The server ended with {_process.ExitCode}: {(await _errors).Trim()}");
            }

            try
            {
                using var answer = await _client.GetAsync(path, cancellationToken);
                // it listens when its layers are loaded, so that another answer will not come later
                return answer.IsSuccessStatusCode
                    ? (await answer.Content.ReadAsByteArrayAsync(cancellationToken), answer.Headers.ETag?.ToString())
                    : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"GET {path} gave {(int)answer.StatusCode}."));
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < deadline)
            {
                await Task.Delay(2, cancellationToken); // it does not listen yet
            }
            catch (HttpRequestException)
            {
                throw new BenchException($"GET {path} had no answer for {deadline.TotalSeconds} s.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
