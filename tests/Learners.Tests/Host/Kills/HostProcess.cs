using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Learners.Contracts;

namespace Learners.Tests.Host.Kills;

/// <summary>A training host as a process of its own, the program that users start.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly HttpClient _client;

    private HostProcess(Process process, Uri address) => (_process, _client) = (process, new HttpClient { BaseAddress = address });

    /// <summary>The program, built before these tests.</summary>
    public static string Program { get; } = Path.Combine(
        Checkout.Root, "artifacts", "bin", "Learners.Host", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Learners.Host");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HostProcess> StartAsync(TemporaryFolder folder)
    {
        var process = Start(
            "host", "--urls", "http://127.0.0.1:0", "--folder", folder.File("host"), "--models", folder.File("models"), "--cpu-memory", "4", "--restarts", "1000");
        var line = await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(s_deadline, Token)
            ?? throw new InvalidOperationException("the host did not start: " + await process.StandardError.ReadToEndAsync(Token));
        return new HostProcess(process, new Uri(line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(';') + "/"));
    }

    public static Process Start(params string[] words) =>
        Process.Start(new ProcessStartInfo(Program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public async Task<JobRecord> SubmitAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("jobs", UriKind.Relative), content, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.JobRecord, Token))!;
    }

    public async Task<IReadOnlyList<JobRecord>> ListAsync() =>
        (await _client.GetFromJsonAsync(new Uri("jobs?limit=1000", UriKind.Relative), ContractsJson.Default.IReadOnlyListJobRecord, Token))!;

    /// <summary>Follows the events of a job until it is as it should be.</summary>
    public async Task<JobRecord> UntilAsync(string id, Func<JobRecord, bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(s_deadline);
        using var stream = await _client.GetStreamAsync(new Uri($"jobs/{id}/events", UriKind.Relative), patience.Token);
        using var reader = new StreamReader(stream);
        var last = "nothing";
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    last = line;
                    var job = System.Text.Json.JsonSerializer.Deserialize(line["data: ".Length..], ContractsJson.Lines.JobRecord)!;
                    if (isSo(job))
                    {
                        return job;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            // told below
        }

        throw new TimeoutException("the job did not become as it should; the last event was " + last);
    }

    /// <summary>Trainers of this host, found as its children; each thread has a list of those it started.</summary>
    public IReadOnlyList<Process> Trainers() =>
    [
        .. Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/task"))
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pid => Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture))),
    ];

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Token);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _client.Dispose();
    }
}
