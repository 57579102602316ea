using Benchmarks.Fields;
using Benchmarks.Measuring;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Raster;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace Benchmarks.Predictions;

/// <summary>Tiles of a probability map: its values beside one look-up after another, and whole tiles.</summary>
/// <param name="level">Of HEALPix.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class PredictionContest(int level, int rounds) : IDisposable
{
    /// <summary>Seconds of a timing of work that is short.</summary>
    private const double Turn = 0.2;

    private readonly PredictionLayer _layer = new(new LayerDescription("places", "Places"), Map(NestedGrid.Healpix(level)));
    private readonly PixelBuffer<float> _values = new(1, FieldTile.Edge, FieldTile.Edge);
    private readonly TileRenderer _renderer = new(TileEncoders.Default, TimeProvider.System);

    /// <summary>Measures.</summary>
    public IReadOnlyList<Row> Run(IReadOnlyList<int> zooms, CancellationToken cancellationToken)
    {
        // what is made once for a map is not part of a tile
        foreach (var quantity in _layer.Quantities)
            _renderer.Render(_layer, FieldTile.OfZoom(0)[0].Grid, Of(quantity), TileFormat.Png, cancellationToken);
        return [.. zooms.SelectMany(zoom => Compare(zoom, cancellationToken))];
    }

    /// <inheritdoc/>
    public void Dispose() => _layer.Dispose();

    private IEnumerable<Row> Compare(int zoom, CancellationToken cancellationToken)
    {
        var tiles = FieldTile.OfZoom(zoom);
        var standings = Contest.Run(
            [
                Contend("values", tile => _layer.Render(tile.Grid, Of("density"), _values, CancellationToken.None), tiles),
                Contend("a look-up a pixel", OneByOne, tiles),
                Contend("PNG, density", tile => _renderer.Render(_layer, tile.Grid, Of("density"), TileFormat.Png, CancellationToken.None), tiles),
                Contend("PNG, regions", tile => _renderer.Render(_layer, tile.Grid, Of("hdr"), TileFormat.Png, CancellationToken.None), tiles),
            ],
            rounds, warmUp: 1, cancellationToken);
        yield return new Row($"zoom {zoom}", standings[0], standings[1], null);
        yield return new Row($"zoom {zoom}", standings[2], standings[1], null);
        yield return new Row($"zoom {zoom}", standings[3], standings[1], null);
    }

    private static RenderOptions Of(string quantity) => new() { Quantity = quantity };

    /// <summary>One place a pixel, whatever the zoom.</summary>
    private void OneByOne(FieldTile tile)
    {
        var map = _layer.Map;
        var values = _values.Band(0);
        for (var row = 0; row < FieldTile.Edge; row++)
        {
            for (var column = 0; column < FieldTile.Edge; column++)
                values[(row * FieldTile.Edge) + column] = (float)Math.Exp(map.LogDensityAt(tile.Longitudes[column], tile.Latitudes[row]));
        }
    }

    private static Contender Contend(string name, Action<FieldTile> work, IReadOnlyList<FieldTile> tiles) => new(name, () =>
    {
        var sample = Sample.Repeated(
            () =>
            {
                foreach (var tile in tiles)
                    work(tile);
            },
            Turn);
        return sample with { Units = sample.Units * tiles.Count };
    });

    /// <summary>Two hills.</summary>
    private static DensityMap Map(Grid grid)
    {
        UnitVector one = UnitVector.Of(10, 50), other = UnitVector.Of(-60, -10);
        var densities = new double[grid.Count];
        for (var cell = 0; cell < densities.Length; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            var place = UnitVector.Of(longitude, latitude);
            densities[cell] = Math.Exp(-place.SquaredChord(one) / 0.02) + (0.3 * Math.Exp(-place.SquaredChord(other) / 0.05)) + 1e-6;
        }

        return DensityMap.FromDensities(grid, densities);
    }
}
