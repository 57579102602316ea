using TileServer.Sources.Catalogue;
using TileServer.Sources.Geolocation;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Predictions;

public sealed class LocatorFolderTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("locators").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public void Folders_with_the_card_of_a_locator_are_found_followed_and_closed()
    {
        var opened = new List<HillLocator>();
        var layers = new FolderLayers([_home], Openers((_, id) =>
        {
            opened.Add(new HillLocator(id));
            return opened[^1];
        }));
        using var empty = layers.Load();
        Assert.Empty(empty.Locators);

        Write("""{"format":"geosuite.geolocator/1"}""");
        Assert.True(layers.TryReload(empty, out var first));
        Assert.Equal("overhead", Assert.Single(first.Locators).Id);
        Assert.Empty(first.Layers);
        Assert.False(layers.TryReload(first, out _));

        // a new version takes the place of the old one, which closes when its last catalogue does
        Write("""{"format":"geosuite.geolocator/1","title":"another"}""");
        Assert.True(layers.TryReload(first, out var second));
        Assert.NotSame(first.Locators[0], second.Locators[0]);
        Assert.False(opened[0].IsClosed);
        first.Dispose();
        Assert.True(opened[0].IsClosed);

        // one that breaks is served as it was, and said to be broken
        Write("""{"format":"geosuite.geolocator/1","title":"broken"}""");
        var broken = new FolderLayers([_home], Openers((_, _) => throw new InvalidDataException("card.json: 'title' is wrong.")));
        using var failed = broken.Load();
        Assert.Empty(failed.Locators);
        Assert.Equal("card.json: 'title' is wrong.", Assert.Single(failed.Failures).Reason);
        second.Dispose();
        Assert.True(opened[1].IsClosed);
    }

    [Fact]
    public void Without_something_that_runs_networks_such_folders_are_left_alone()
    {
        Write("""{"format":"geosuite.geolocator/1"}""");
        using var catalogue = new FolderLayers([_home], Openers(null)).Load();
        Assert.Empty(catalogue.Locators);
        Assert.Empty(catalogue.Failures);
    }

    private static LayerOpeners Openers(Func<string, string, PictureLocator>? load) => new(_ => MemoryRaster.OfWorld(2, 1, (_, _, _) => 0)) { LoadLocator = load };

    private void Write(string card)
    {
        Directory.CreateDirectory(Path.Combine(_home, "overhead"));
        File.WriteAllText(Path.Combine(_home, "overhead", "card.json"), card);
    }
}
