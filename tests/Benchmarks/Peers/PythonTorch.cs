using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Commands;
using Benchmarks.Measuring;

namespace Benchmarks.Peers;

/// <summary>A Python process with torch that does the same work as a torch user writes it, asked one piece at a time (<c>torch_peer.py</c>).</summary>
internal sealed class PythonTorch : IDisposable
{
    private readonly Process _process;

    private PythonTorch(Process process) => _process = process;

    /// <summary>Version of its torch.</summary>
    public string Version { get; private set; } = string.Empty;

    /// <summary>Starts a peer.</summary>
    /// <param name="interpreter">A Python program, or null to try <c>/usr/bin/python3</c> (where Debian's python3-torch goes) and the one on the path.</param>
    /// <param name="threads">Threads of torch.</param>
    /// <param name="libraries">Folder whose libraries, such as another BLAS, come before those of the system; null for the system as it is.</param>
    /// <returns>The peer, or null where none was asked for by name and none is there.</returns>
    /// <exception cref="BenchException">The interpreter that was asked for does not run or has no torch.</exception>
    public static PythonTorch? Start(string? interpreter, int threads, string? libraries = null)
    {
        string[] candidates = interpreter is null ? ["/usr/bin/python3", "python3"] : [interpreter];
        var complaint = string.Empty;
        foreach (var candidate in candidates)
        {
            if (TryStart(candidate, threads, libraries, out var peer, out complaint))
            {
                return peer;
            }
        }

        return interpreter is null ? null : throw new BenchException($"{interpreter} cannot be the peer: {complaint} (Debian: apt-get install python3-torch)");
    }

    /// <summary>Times closed-form harmonics of random places.</summary>
    /// <param name="degrees">L.</param>
    /// <param name="points">Places of one batch.</param>
    /// <param name="type">float32 or float64.</param>
    public Sample Features(int degrees, int points, string type) =>
        Timing(Ask(new JsonObject { ["task"] = "features", ["degrees"] = degrees, ["points"] = points, ["dtype"] = type }));

    /// <summary>Times the network alone on ready features, in float32.</summary>
    public Sample Network(int degrees, int points, int hidden, int layers) =>
        Timing(Ask(new JsonObject { ["task"] = "network", ["degrees"] = degrees, ["points"] = points, ["hidden"] = hidden, ["layers"] = layers }));

    /// <summary>Closed-form harmonics of given places in float64, to show that the peer computes what it claims.</summary>
    /// <returns>[places, L²], row by row.</returns>
    public double[] Values(int degrees, ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes) =>
        Values("values", degrees, longitudes, latitudes);

    /// <summary>The same by the recursion that training uses.</summary>
    /// <returns>[places, L²], row by row.</returns>
    public double[] TrainingFeatures(int degrees, ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes) =>
        Values("harmonics", degrees, longitudes, latitudes);

    private double[] Values(string task, int degrees, ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes)
    {
        var answer = Ask(new JsonObject
        {
            ["task"] = task,
            ["degrees"] = degrees,
            ["longitudes"] = Numbers(longitudes),
            ["latitudes"] = Numbers(latitudes),
        });
        return [.. answer["values"]!.AsArray().SelectMany(row => row!.AsArray()).Select(value => (double)value!)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static bool TryStart(string interpreter, int threads, string? libraries, out PythonTorch? peer, out string complaint)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "torch_peer.py");
        var start = new ProcessStartInfo(interpreter, [script, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (libraries is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        (peer, complaint) = (null, string.Empty);
        try
        {
            var process = Process.Start(start)!;
            peer = new PythonTorch(process);
            peer.Version = (string)peer.Ask(new JsonObject { ["task"] = "hello" })["torch"]!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            return true;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or BenchException or IOException)
        {
            peer?.Dispose();
            (peer, complaint) = (null, fault.Message);
            return false;
        }
    }

    /// <summary>Asks one thing and waits for the answer.</summary>
    /// <exception cref="BenchException">The peer ended; the message is its last line.</exception>
    internal JsonNode Ask(JsonNode request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine();
        if (line is null)
        {
            throw new BenchException(_process.StandardError.ReadToEnd().Trim().Split('\n').Last());
        }

        return JsonNode.Parse(line) ?? throw new JsonException("The peer answered nothing.");
    }

    /// <summary>What an answer says about time.</summary>
    internal static Sample Timing(JsonNode answer) => new((double)answer["wall_s"]!, (double)answer["cpu_s"]!, (double)answer["points"]!);

    private static JsonArray Numbers(ReadOnlySpan<double> values) => [.. values.ToArray().Select(value => JsonValue.Create(value))];
}
