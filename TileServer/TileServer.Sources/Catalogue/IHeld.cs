namespace TileServer.Sources.Catalogue;

/// <summary>Something that is served from files, which stay open while anybody holds it.</summary>
public interface IHeld : IDisposable
{
    /// <summary>Identifier in URLs.</summary>
    string Id { get; }

    /// <summary>Takes hold: files stay open until it has been disposed of once more.</summary>
    /// <returns>False where the files have been closed already.</returns>
    bool TryHold();
}
