using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Raster.Zonal;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Statistics;

/// <summary>Counts the cells of a layer in a zone: the layer's own where they are few enough, else larger ones.</summary>
public static class ZoneQuery
{
    /// <summary>Most cells of one zone.</summary>
    public const int MostPixels = 1 << 24;

    /// <summary>Cells that are rendered at a time.</summary>
    private const int StripCells = 1 << 18;

    /// <summary>Asks a layer about a zone.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">Bands, quantity, nodata.</param>
    /// <param name="zone">Valid polygons in degrees; longitudes may reach beyond ±180.</param>
    /// <param name="question">Weights, percentiles, bins.</param>
    /// <param name="mostPixels">Cells of the windows around the zone, 1 to <see cref="MostPixels"/>; they are larger where there would be more.</param>
    /// <param name="cancellationToken">Looked at once a strip.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    /// <exception cref="ZonalCategoriesException">There are too many categories.</exception>
    public static ZoneAnswer Ask(Layer layer, RenderOptions options, Geometry zone, ZonalQuestion question, int mostPixels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(mostPixels - 1), MostPixels - 1u, nameof(mostPixels));
        var bands = layer.PlanesOf(options);
        var (lattice, parts) = Choose(layer, zone, mostPixels);
        options = options with { Resampling = options.Resampling ?? lattice.Resampling };
        ZonalTally[] tallies = [.. bands.Select(_ => new ZonalTally(question))];
        foreach (var part in parts)
            Count(layer, options, part, tallies, cancellationToken);
        return new ZoneAnswer(bands, [.. tallies.Select(tally => tally.Summarise())], lattice, StraightPolygon.AreaKm2(zone));
    }

    private static (ZoneLattice Lattice, IReadOnlyList<ZonePart> Parts) Choose(Layer layer, Geometry zone, int mostPixels)
    {
        ZoneLattice? last = null;
        IReadOnlyList<ZonePart> parts = [];
        double cells = double.NaN, cellSize = 0;
        foreach (var lattice in layer.Lattices)
        {
            // windows shrink as cells grow; what is far too fine needs no outline of its own
            var size = lattice.Cells.CellWidth * lattice.Cells.CellHeight;
            if (last is not null && cells * cellSize / size > 2.0 * mostPixels)
                continue;
            (last, cellSize) = (lattice, size);
            parts = ZoneOutline.Of(zone, lattice.Cells, layer.Bounds);
            cells = parts.Sum(part => (double)part.Window.Width * part.Window.Height);
            if (cells <= mostPixels)
                break;
        }

        return (last ?? throw new InvalidOperationException($"Layer '{layer.Id}' has no cells."), parts);
    }

    private static void Count(Layer layer, RenderOptions options, ZonePart part, ZonalTally[] tallies, CancellationToken cancellationToken)
    {
        var window = part.Window;
        var sweep = new CoverageSweep(part.Edges, window.Width);
        var areas = new LatticeAreas(window);
        double[] coverage = new double[window.Width], cellAreas = new double[window.Width];
        var stripHeight = Math.Clamp(StripCells / window.Width, 1, window.Height);
        PixelBuffer<float>? values = null;
        for (var first = 0; first < window.Height; first += stripHeight)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var strip = window with { Row = window.Row + first, Height = Math.Min(stripHeight, window.Height - first) };
            if (values is null || values.Height != strip.Height)
                values = new PixelBuffer<float>(tallies.Length, strip.Width, strip.Height);
            layer.Render(strip, options, values, cancellationToken);
            for (var row = 0; row < strip.Height; row++)
            {
                sweep.Next(coverage);
                areas.Write(first + row, cellAreas);
                for (var band = 0; band < tallies.Length; band++)
                    tallies[band].Add(values.Band(band).Slice(row * strip.Width, strip.Width), coverage, cellAreas);
            }
        }
    }
}
