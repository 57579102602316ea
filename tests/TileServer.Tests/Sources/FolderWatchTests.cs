using Microsoft.Extensions.Time.Testing;
using TileServer.Sources.Catalogue;

namespace TileServer.Tests.Sources;

public sealed class FolderWatchTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("watch");
    private readonly FakeTimeProvider _time = new();

    private string Folder => Path.Combine(_home.FullName, "models");

    public void Dispose() => _home.Delete(true);

    [Fact]
    public async Task Without_any_change_the_next_look_is_a_regular_one()
    {
        using var watch = new FolderWatch([Path.Combine(_home.FullName, "no", "such", "folder")], _time);
        var waiting = watch.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(FolderWatch.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_new_file_and_a_link_that_is_moved_are_noticed_before_that()
    {
        Directory.CreateDirectory(Folder);
        using var watch = new FolderWatch([Folder], _time);

        await File.WriteAllTextAsync(Path.Combine(Folder, "a.tif"), "", TestContext.Current.CancellationToken);
        await ChangeAsync(watch);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "model"), "elsewhere");
        await ChangeAsync(watch);
        File.Delete(Path.Combine(Folder, "model"));
        await ChangeAsync(watch);
    }

    [Fact]
    public async Task A_folder_that_appears_later_is_watched_from_then_on_and_again_after_it_was_replaced()
    {
        using var watch = new FolderWatch([Folder], _time);
        for (var i = 0; i < 2; i++)
        {
            Directory.CreateDirectory(Folder);
            await ChangeAsync(watch);
            await File.WriteAllTextAsync(Path.Combine(Folder, "a.tif"), "", TestContext.Current.CancellationToken);
            await ChangeAsync(watch);
            Directory.Delete(Folder, true);
            await ChangeAsync(watch);
        }
    }

    [Fact]
    public async Task A_single_file_is_watched_where_it_lies_and_its_neighbours_are_not()
    {
        var file = Path.Combine(_home.FullName, "a.tif");
        using var watch = new FolderWatch([file], _time);
        var waiting = watch.WaitAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_home.FullName, "b.tif"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await EndAsync(waiting);
    }

    [Fact]
    public async Task Waiting_ends_when_the_server_does()
    {
        using var watch = new FolderWatch([Folder], _time);
        using var stop = new CancellationTokenSource();
        var waiting = watch.WaitAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private Task ChangeAsync(FolderWatch watch) => EndAsync(watch.WaitAsync(TestContext.Current.CancellationToken));

    /// <summary>Lets the quiet moments pass, but in all less than the time to a regular look: only a change ends the waiting.</summary>
    private async Task EndAsync(Task waiting)
    {
        var step = TimeSpan.FromMilliseconds(20);
        for (var passed = step; passed < FolderWatch.Interval && !waiting.IsCompleted; passed += step)
        {
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
            _time.Advance(step);
        }

        Assert.True(waiting.IsCompleted, "The change was not noticed.");
        await waiting;
    }
}
