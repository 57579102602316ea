namespace Learners.Host.Runs;

/// <summary>Cancels a run when its input ends: the host holds the other end of the pipe, and closes it to stop the run or by being killed.</summary>
internal sealed class EndOfInput : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <summary>Begins to listen.</summary>
    /// <param name="input">Says nothing until it ends.</param>
    /// <param name="cancellationToken">Cancels as well.</param>
    internal EndOfInput(Stream input, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = Task.Run(() => ListenAsync(input), CancellationToken.None); // standard input is read by a blocked thread
    }

    /// <summary>Cancelled when the input has ended.</summary>
    internal CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private async Task ListenAsync(Stream input)
    {
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0)
        {
            // whatever is said is of no interest
        }

        try
        {
            await _source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // the run has ended before its input
        }
    }
}
