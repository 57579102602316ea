using System.Threading.Channels;

namespace TileServer.Sources.Catalogue;

/// <summary>Notices that something may be different in some places. It tells nothing of what: whoever waited looks.</summary>
/// <remarks>
/// The system reports changes of the entries of a folder at once. What it does not report — a file deep in a plain folder, a network drive, a folder that
/// appears in one that is not there either, a machine without watches left — is noticed at the next regular look.
/// </remarks>
public sealed class FolderWatch : IDisposable
{
    private const int MostPieces = 25;

    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<string> _paths;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<FileSystemWatcher> _watchers = [];
    private HashSet<string> _watched = [];
    private volatile bool _isOutdated;

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">Folders and files, which need not exist.</param>
    /// <param name="time">Clock of the regular looks.</param>
    public FolderWatch(IReadOnlyList<string> paths, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _paths = [.. paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
        _time = time;
        Renew();
    }

    /// <summary>Time between regular looks.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Waits for a change, and then until nothing has happened for a moment, because files arrive in pieces; or for the next regular look.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var interval = new CancellationTokenSource(Interval, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interval.Token);
        try
        {
            await _signals.Reader.ReadAsync(either.Token).ConfigureAwait(false);
            for (var i = 0; i < MostPieces; i++)
            {
                await Task.Delay(s_quiet, _time, cancellationToken).ConfigureAwait(false);
                if (!_signals.Reader.TryRead(out _))
                    break;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time for a regular look
        }

        // before the caller looks: what changes from here on is a signal again
        Renew();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _watchers.Clear();
    }

    /// <summary>Watches the folders that exist now: what is in them, and in the folders above, whether they themselves are replaced.</summary>
    private void Renew()
    {
        var wanted = _paths.Concat(_paths.Select(path => Path.GetDirectoryName(path)).OfType<string>()).Where(Directory.Exists).ToHashSet(StringComparer.Ordinal);
        if (!_isOutdated && wanted.SetEquals(_watched))
            return;
        Dispose();
        _isOutdated = false;
        _watched = wanted;
        foreach (var folder in wanted)
            Watch(folder);
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            _watchers.Add(watcher);
            watcher.Changed += (_, change) => Signal(folder, change.FullPath);
            watcher.Created += (_, change) => Signal(folder, change.FullPath);
            watcher.Deleted += (_, change) => Signal(folder, change.FullPath);
            watcher.Renamed += (_, change) =>
            {
                Signal(folder, change.OldFullPath);
                Signal(folder, change.FullPath);
            };
            watcher.Error += (_, _) => Outdate();
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // gone again, or the system has no watches left: the regular look remains
        }
    }

    private void Signal(string folder, string changed)
    {
        if (_paths.Contains(changed))
            Outdate();
        else if (_paths.Contains(folder))
            _signals.Writer.TryWrite(true);
    }

    /// <summary>A watched folder may be another now, of which its watch knows nothing.</summary>
    private void Outdate()
    {
        _isOutdated = true;
        _signals.Writer.TryWrite(true);
    }
}
