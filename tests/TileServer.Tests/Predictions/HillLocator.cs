using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Imaging;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Predictions;

/// <summary>Two sources with a hill each, whose sharpness follows from how red and how blue a picture is; in the place of networks.</summary>
internal sealed class HillLocator(string id = "hills", string grid = "healpix:4") : PictureLocator(new LocatorCard(id, "Hills", "v1")
{
    Pictures = "pictures of one colour",
    Sources = [new("red", "How red", "classifier", 1), new("blue", "How blue", "attribute", 0.5)],
    Rules = [PoolingRule.LogLinear, PoolingRule.Product, PoolingRule.LinearPool],
    Priors = ["uniform", "north"],
    Grid = grid,
})
{
    /// <summary>Pictures that were looked at.</summary>
    public int Count => _count;

    /// <summary>Waited for before an answer.</summary>
    public Task Signal { get; init; } = Task.CompletedTask;

    public bool IsClosed { get; private set; }

    private int _count;

    public override LocatedPicture Locate(Picture picture, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        Signal.Wait(TimeSpan.FromSeconds(60), cancellationToken);
        Assert.True(Grid.TryParse(Card.Grid, out var cells));
        var (red, blue) = (picture.Pixels[0] / 255.0, picture.Pixels[2] / 255.0);
        return new Found(cells, [TestMaps.Hills(cells, (10, 50, 2500 - (2000 * red), 1)), TestMaps.Hills(cells, (-60, -10, 2500 - (2000 * blue), 1))], red);
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private sealed class Found(Grid grid, DensityMap[] maps, double red) : LocatedPicture
    {
        public override long Bytes => 4L * grid.Count * maps.Length;

        public override IReadOnlyList<AttributeGuess> Attributes { get; } = [new("colour", "Colour", [("red", red), ("other", 1 - red)])];

        public override LocatedMap Pool(PoolingChoice choice, CancellationToken cancellationToken)
        {
            var uniform = DensityMap.Uniform(grid);
            var prior = choice.Prior == "north" ? TestMaps.Hills(grid, (0, 90, 3000, 1)) : uniform;
            int[] active = [.. Enumerable.Range(0, maps.Length).Where(source => choice.Weights[source] > 0)];
            if (choice.Rule == PoolingRule.LinearPool && active.Length == 0)
                throw new OptionException("sources", null, "a source with a weight above 0 where they are averaged");
            var pooled = active.Length == 0 ? new PooledMap(prior, 0, [])
                : choice.Rule == PoolingRule.Product ? MapPool.Product([.. active.Select(source => maps[source])])
                : choice.Rule == PoolingRule.LinearPool ? MapPool.LinearPool([.. active.Select(source => maps[source])], [.. active.Select(source => choice.Weights[source])])
                : MapPool.LogLinear(prior, [.. active.Select(source => maps[source])], [.. active.Select(_ => uniform)], [.. active.Select(source => choice.Weights[source])]);
            return new LocatedMap(pooled.Map, pooled.LogEvidence,
            [
                .. maps.Select((map, source) => new SourceShare(
                    choice.Weights[source], Array.IndexOf(active, source) is >= 0 and var at && at < pooled.Contributions.Count ? pooled.Contributions[at] : 0, TopCells.ForMass(map, 0.5).AreaKm2)),
            ]);
        }
    }
}
