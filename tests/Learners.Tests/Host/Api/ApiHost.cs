using System.Net;
using System.Text;
using Learners.Host.Api;
using Learners.Host.Queue;
using Learners.Tests.Host.Queue;
using Learners.Tests.Host.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Learners.Tests.Host.Api;

/// <summary>The control API on a real socket over a scripted host.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ApiHost(Scripted host, WebApplication application) => (Host, _application) = (host, application);

    public Scripted Host { get; }

    public required HttpClient Client { get; init; }

    public static async Task<ApiHost> StartAsync(TemporaryFolder folder, string script, string? key = null, LearnerOffer? also = null)
    {
        var host = new Scripted(folder.Path, script, devices: 512L << 20);
        var application = HostApi.Build(["http://127.0.0.1:0"], host.Jobs, host.Supervisor, also is null ? [TinyQueue.Offer] : [TinyQueue.Offer, also], folder.File("models"), ApiKeys.Load(key, null), TimeProvider.System);
        await application.StartAsync(TestContext.Current.CancellationToken);
        await host.StartAsync();
        var server = (IServer)application.Services.GetService(typeof(IServer))!;
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ApiHost(host, application) { Client = new HttpClient { BaseAddress = new Uri(address + "/") } };
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Status and text of an answer.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> ReadAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        await Host.DisposeAsync();
    }
}
