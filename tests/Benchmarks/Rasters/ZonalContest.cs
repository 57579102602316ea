using Benchmarks.Measuring;
using GeoCore.Geodesy;
using GeoCore.Raster.Zonal;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Benchmarks.Rasters;

/// <summary>The share of every cell in a polygon: by signed areas, and by intersecting each cell that NetTopologySuite says lies on the edge.</summary>
/// <param name="cells">Cells along the edge of the largest raster.</param>
/// <param name="rounds">Timings of each side.</param>
internal sealed class ZonalContest(int cells, int rounds)
{
    internal IReadOnlyList<Row> Run(CancellationToken cancellationToken) =>
        [.. new[] { (100, cells / 10), (2_000, cells * 3 / 10), (2_000, cells) }.Select(size => Measure(size.Item1, size.Item2, cancellationToken))];

    private Row Measure(int corners, int edge, CancellationToken cancellationToken)
    {
        var zone = Coast(corners);
        var lattice = new PixelGrid(Crs84.Instance, 0, 10, 10.0 / edge, 10.0 / edge, 0, 0, edge, edge);
        double ours = 0, theirs = 0;
        var standings = Contest.Run(
            [
                new Contender("signed areas", () => Sample.OfThread(() => ours = Sweep(zone, lattice))),
                new Contender("NetTopologySuite", () => Sample.OfThread(() => theirs = Intersect(zone, lattice))),
            ],
            rounds, warmUp: 1, cancellationToken);
        if (!(Math.Abs(ours - theirs) < 1e-6 * theirs))
            throw new InvalidOperationException($"The shares differ: {ours} and {theirs} cells.");
        return new Row($"{corners:N0} corners, {edge:N0} × {edge:N0} cells", standings[0], standings[1], 10);
    }

    /// <summary>A ring that goes in and out like a coast.</summary>
    private static Polygon Coast(int corners)
    {
        var random = new Random(1);
        var ring = new Coordinate[corners + 1];
        for (var i = 0; i < corners; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / corners);
            var radius = 3.5 + Math.Sin(i * 0.05) + (0.1 * random.NextDouble());
            ring[i] = new Coordinate(5 + (radius * cos), 5 + (radius * sin));
        }

        ring[corners] = ring[0].Copy();
        return GeometryFactory.Default.CreatePolygon(ring);
    }

    private static double Sweep(Polygon zone, PixelGrid lattice)
    {
        double sum = 0;
        foreach (var part in ZoneOutline.Of(zone, lattice, new Envelope(0, 10, 0, 10)))
        {
            var sweep = new CoverageSweep(part.Edges, part.Window.Width);
            var row = new double[part.Window.Width];
            for (var r = 0; r < part.Window.Height; r++)
            {
                sweep.Next(row);
                foreach (var share in row)
                    sum += share;
            }
        }

        return sum;
    }

    private static double Intersect(Polygon zone, PixelGrid lattice)
    {
        var prepared = new PreparedPolygon(zone);
        double sum = 0;
        var box = zone.EnvelopeInternal;
        for (var row = 0; row < lattice.Height; row++)
        {
            for (var column = 0; column < lattice.Width; column++)
            {
                var cell = new Envelope(column * lattice.CellWidth, (column + 1) * lattice.CellWidth, 10 - ((row + 1) * lattice.CellHeight), 10 - (row * lattice.CellHeight));
                if (!box.Intersects(cell))
                    continue;
                var square = GeometryFactory.Default.ToGeometry(cell);
                if (prepared.ContainsProperly(square))
                    sum++;
                else if (prepared.Intersects(square))
                    sum += square.Intersection(zone).Area / square.Area;
            }
        }

        return sum;
    }
}
