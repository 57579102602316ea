namespace TileServer.Layers.Predictions;

/// <summary>The last few files that were made whole: programs read a GeoTIFF over the network in many small pieces.</summary>
internal sealed class CoverageFiles
{
    private const int Most = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, Task<byte[]> File)> _files = [];

    /// <summary>Gets a file, or makes it; who asks while it is made waits for the same one.</summary>
    /// <param name="key">Everything that decides about the bytes.</param>
    /// <param name="make">Makes the file.</param>
    internal Task<byte[]> GetAsync(string key, Func<Task<byte[]>> make)
    {
        lock (_lock)
        {
            for (var node = _files.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _files.Remove(node);

                // what failed is made anew
                if (!node.Value.File.IsFaulted)
                {
                    _files.AddFirst(node);
                    return node.Value.File;
                }

                break;
            }

            var file = make();
            _files.AddFirst((key, file));
            if (_files.Count > Most)
                _files.RemoveLast();
            return file;
        }
    }
}
