using TileServer.Sources.Layers;

namespace TileServer.Sources.Catalogue;

/// <summary>Something of a folder that several catalogues may hold at once; its files stay open until the last lets go.</summary>
public abstract class Held : IDisposable
{
    private HoldCount _holds = new();

    /// <summary>Identifier in addresses.</summary>
    public abstract string Id { get; }

    /// <summary>Takes hold: the files stay open until <see cref="Dispose()"/> has been called once more.</summary>
    /// <returns>False where the files have been closed already.</returns>
    public bool TryHold() => _holds.TryAdd();

    /// <summary>Lets go; the last who does closes the files.</summary>
    public void Dispose()
    {
        if (!_holds.Remove())
            return;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of files.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
