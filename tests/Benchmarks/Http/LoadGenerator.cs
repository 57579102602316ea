using System.Diagnostics;
using Benchmarks.Commands;

namespace Benchmarks.Http;

/// <summary>Sends the same request over a fixed number of kept-alive connections for a fixed time. Both are bounded, and a stuck server ends the run with a message.</summary>
internal static class LoadGenerator
{
    /// <summary>Seconds beyond the plan before a server counts as stuck.</summary>
    private const double Patience = 20;

    /// <summary>Runs a plan.</summary>
    /// <exception cref="BenchException">A wrong answer, or none.</exception>
    public static async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(plan.Seconds + Patience));
        var connections = new List<LoadConnection>(plan.Connections);
        try
        {
            for (var i = 0; i < plan.Connections; i++)
            {
                connections.Add(await LoadConnection.OpenAsync(plan, deadline.Token));
            }

            var start = Stopwatch.GetTimestamp();
            var parts = await Task.WhenAll(connections.Select(connection => Task.Run(() => RepeatAsync(connection, start, plan.Seconds, deadline.Token), deadline.Token)));
            return new LoadResult(parts.Sum(part => part.Requests), parts.Sum(part => part.Bytes), Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The server did not finish {plan.Path} within {plan.Seconds + Patience} s.");
        }
        catch (System.Net.Sockets.SocketException fault)
        {
            throw new BenchException($"The server on port {plan.Port} cannot be reached: {fault.Message}", fault);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task<(long Requests, long Bytes)> RepeatAsync(
        LoadConnection connection, long start, double seconds, CancellationToken cancellationToken)
    {
        long requests = 0, bytes = 0;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            bytes += await connection.ExchangeAsync(cancellationToken);
            requests++;
        }

        return (requests, bytes);
    }
}
