namespace TileServer.Hosting;

/// <summary>Where the server is in its life.</summary>
internal enum ServerPhase
{
    /// <summary>Not yet listening.</summary>
    Starting,

    /// <summary>Answering.</summary>
    Ready,

    /// <summary>Finishing what is under way.</summary>
    Draining,
}

/// <summary>Follows the life of the host, and gives load balancers time to see its end.</summary>
internal sealed class ServerState(
    Microsoft.Extensions.Options.IOptions<ServerOptions> options, TimeProvider time) : IHostedLifecycleService
{
    private volatile ServerPhase _phase = ServerPhase.Starting;

    /// <summary>Where the server is.</summary>
    internal ServerPhase Phase => _phase;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _phase = ServerPhase.Ready;
        return Task.CompletedTask;
    }

    /// <summary>The server still listens; whoever asks learns that it is going away.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _phase = ServerPhase.Draining;
        return Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
