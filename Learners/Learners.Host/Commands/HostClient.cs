using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Learners.Contracts;
using Learners.Host.Api;

namespace Learners.Host.Commands;

/// <summary>A running training host, as its commands see it. Whatever goes wrong is one line for a person.</summary>
internal sealed class HostClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Connects when it is first used.</summary>
    /// <param name="url">Of the host.</param>
    /// <exception cref="UsageException">It is no address.</exception>
    internal HostClient(string url)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            throw new UsageException($"--host takes an address such as {HostSettings.DefaultUrl}, not '{url}'");
        }

        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (Environment.GetEnvironmentVariable(ApiKeys.Variable) is { Length: > 0 } key)
        {
            _http.DefaultRequestHeaders.Add("X-Api-Key", key);
        }
    }

    /// <summary>Jobs, the newest first.</summary>
    internal async Task<IReadOnlyList<JobRecord>> ListAsync(string query, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "jobs" + query, null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.IReadOnlyListJobRecord, cancellationToken))!;
    }

    /// <summary>One job.</summary>
    internal Task<JobRecord> FindAsync(string id, CancellationToken cancellationToken) => JobAsync(HttpMethod.Get, Path(id), null, cancellationToken);

    /// <summary>Pauses, resumes or cancels a job.</summary>
    internal Task<JobRecord> AskAsync(string id, string wish, CancellationToken cancellationToken) =>
        JobAsync(HttpMethod.Post, $"{Path(id)}/{wish}", null, cancellationToken);

    /// <summary>Hands a job over.</summary>
    internal async Task<JobRecord> SubmitAsync(JobSubmission submission, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(submission, ContractsJson.Default.JobSubmission);
        return await JobAsync(HttpMethod.Post, "jobs", content, cancellationToken);
    }

    /// <summary>The end of a job's log.</summary>
    internal async Task<string> LogAsync(string id, int lines, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{Path(id)}/log?lines={lines}", null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Path(string id) => "jobs/" + Uri.EscapeDataString(id);

    private async Task<JobRecord> JobAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, content, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.JobRecord, cancellationToken))!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"no training host answers at {_http.BaseAddress}: './geosuite host' starts one", fault);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var detail = await DetailAsync(response, cancellationToken);
            throw response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound ? new UsageException(detail) : new IOException(detail);
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(ProblemJson.Default.ProblemDocument, cancellationToken);
            return problem?.Detail ?? problem?.Title ?? $"the training host answered {(int)response.StatusCode}";
        }
        catch (JsonException)
        {
            return $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}; is it a training host?";
        }
    }
}
