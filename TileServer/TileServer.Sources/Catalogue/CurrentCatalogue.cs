namespace TileServer.Sources.Catalogue;

/// <summary>The catalogue that is served now. It is replaced as a whole; what was begun with the one before is finished with it, and then its files close.</summary>
/// <param name="first">The catalogue at first; belongs to this object.</param>
public sealed class CurrentCatalogue(LayerCatalogue first) : IDisposable
{
    private LayerCatalogue _catalogue = first;
    private volatile bool _isDisposed;

    /// <summary>Takes hold of the catalogue; whoever asked disposes of it when done, once.</summary>
    /// <exception cref="ObjectDisposedException">Nothing is served any more.</exception>
    public LayerCatalogue Acquire()
    {
        while (true)
        {
            var catalogue = Volatile.Read(ref _catalogue);
            if (catalogue.TryHold())
                return catalogue;
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        }
    }

    /// <summary>Serves another catalogue from now on.</summary>
    /// <param name="next">The catalogue; belongs to this object.</param>
    public void Replace(LayerCatalogue next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Interlocked.Exchange(ref _catalogue, next).Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Volatile.Read(ref _catalogue).Dispose();
    }
}
