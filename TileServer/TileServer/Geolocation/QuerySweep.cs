using TileServer.Sources.Geolocation;

namespace TileServer.Geolocation;

/// <summary>Forgets answers to pictures when their time is over, also where nobody asks for anything.</summary>
internal sealed class QuerySweep(QueryStore queries, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                queries.Sweep();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }
}
