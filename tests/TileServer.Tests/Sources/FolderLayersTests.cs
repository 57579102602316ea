using System.Collections.Concurrent;
using GeoCore.Raster;
using TileServer.Sources.Catalogue;

namespace TileServer.Tests.Sources;

public sealed class FolderLayersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("layers");
    private readonly ConcurrentQueue<(string Name, MemoryRaster Raster)> _opened = new();

    /// <summary>What has been closed, in the order in which it was opened.</summary>
    private IEnumerable<string> Closed => _opened.Where(file => file.Raster.IsDisposed).Select(file => file.Name);

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void Nothing_new_is_no_new_catalogue_and_no_file_is_opened_again()
    {
        Write("a.tif", "1");
        var layers = Follow();
        using var first = layers.Load();

        Assert.False(layers.TryReload(first, out _));
        Assert.Empty(Closed);
    }

    [Fact]
    public void An_unchanged_layer_stays_open_while_another_appears_changes_and_goes()
    {
        Write("a.tif", "1");
        var layers = Follow();
        var first = layers.Load();
        var kept = Assert.Single(first.Layers);

        Write("b.tif", "1");
        Assert.True(layers.TryReload(first, out var second));
        first.Dispose();
        var changed = second.Layers[1];
        Write("b.tif", "22");
        Assert.True(layers.TryReload(second, out var third));
        second.Dispose();
        File.Delete(Path.Combine(_folder.FullName, "b.tif"));
        Assert.True(layers.TryReload(third, out var fourth));
        third.Dispose();

        Assert.Equal(["a", "b"], third.Layers.Select(layer => layer.Id));
        Assert.NotSame(changed, third.Layers[1]);
        Assert.NotEqual(changed.Version, third.Layers[1].Version);
        Assert.Same(kept, Assert.Single(fourth.Layers));
        Assert.Equal(["b.tif 1", "b.tif 22"], Closed);
        fourth.Dispose();
        Assert.Equal(["a.tif 1", "b.tif 1", "b.tif 22"], Closed);
    }

    [Fact]
    public void A_layer_that_cannot_be_opened_any_more_is_served_as_it_was_and_listed()
    {
        Write("a.tif", "1");
        var layers = Follow();
        using var first = layers.Load();
        Write("a.tif", "broken");

        Assert.True(layers.TryReload(first, out var second));
        Assert.Same(first.Layers[0], Assert.Single(second.Layers));
        Assert.Equal("a.tif is broken.", Assert.Single(second.Failures).Reason);
        Assert.False(layers.TryReload(second, out _)); // the same failure again is nothing new
        Write("a.tif", "333");
        Assert.True(layers.TryReload(second, out var third));
        Assert.Empty(third.Failures);
        Assert.NotSame(first.Layers[0], Assert.Single(third.Layers));
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public void A_layer_closes_when_the_last_of_those_who_hold_it_lets_go()
    {
        Write("a.tif", "1");
        using var current = new CurrentCatalogue(Follow().Load());
        var request = current.Acquire();
        var work = request.Layers[0];
        Assert.True(work.TryHold());

        current.Replace(new LayerCatalogue([]));
        Assert.Empty(Closed);
        request.Dispose();
        Assert.Empty(Closed);
        work.Dispose();
        Assert.Equal(["a.tif 1"], Closed);
        Assert.False(work.TryHold());
        Assert.False(request.TryHold());
        using var now = current.Acquire();
        Assert.Empty(now.Layers);
    }

    [Fact]
    public void A_catalogue_that_nobody_serves_any_more_cannot_be_acquired()
    {
        var current = new CurrentCatalogue(Follow().Load());
        current.Dispose();
        Assert.Throws<ObjectDisposedException>(current.Acquire);
    }

    [Fact]
    public void A_folder_that_may_be_missing_holds_layers_once_it_is_there()
    {
        var layers = new FolderLayers([Path.Combine(_folder.FullName, "later")], new LayerOpeners(Open)) { MayBeMissing = true };
        using var first = layers.Load();
        Assert.Empty(first.Layers);
        Write("later/a.tif", "1");
        Assert.True(layers.TryReload(first, out var second));
        Assert.Equal("a", Assert.Single(second.Layers).Id);
        second.Dispose();
    }

    private FolderLayers Follow() => new([_folder.FullName], new LayerOpeners(Open));

    private MemoryRaster Open(string path)
    {
        var (name, text) = (Path.GetFileName(path), File.ReadAllText(path));
        if (text == "broken")
            throw new RasterException($"{name} is broken.");
        var raster = MemoryRaster.OfWorld(36, 18, (_, _, _) => 0, digest: text);
        _opened.Enqueue(($"{name} {text}", raster));
        return raster;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
