using System.Globalization;
using GeoCore.Geodesy;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Coverages;

/// <summary>Which cells a coverage has.</summary>
/// <param name="Grid">The cells.</param>
/// <param name="IsNative">Whether they are the layer's own, so that every value is one of its own.</param>
internal sealed record CoverageWindow(PixelGrid Grid, bool IsNative)
{
    /// <summary>Points along an edge of a box that are looked at in another system.</summary>
    private const int EdgeSteps = 32;

    /// <summary>Cells that a box may miss a line between cells by and still be taken to lie on it.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Reads <c>bbox bbox-crs crs width height scale-size scale-factor</c>; null where something is at fault.</summary>
    internal static CoverageWindow? Read(Query query, Layer layer)
    {
        var native = layer.Lattices.First();
        var crs = ReadCrs(query, "crs");
        var box = ReadBox(query, layer, ReadCrs(query, "bbox-crs") ?? Crs84.Instance, out var boxCrs);
        var (width, height) = ReadSize(query);
        var factor = query.Number("scale-factor", 1e-3, 1e6, "how many cells along an edge become one, above 0") ?? 1;
        if (box is null)
            return null;
        crs ??= native.Cells.Crs;
        var bounds = InSystem(box, boxCrs, crs);
        if (!(bounds.Width > 0 && bounds.Height > 0 && double.IsFinite(bounds.Width + bounds.Height)))
        {
            query.Fault("bbox", query.Text("bbox"), $"a box that {crs.Identifier} reaches");
            return null;
        }

        if (crs.Identifier == native.Cells.Crs.Identifier && width is null && height is null && factor == 1)
            return Native(query, native.Cells, bounds);
        if (width is null && height is null)
        {
            // as many cells as there are of the layer's own, or a part of them
            var own = InSystem(box, boxCrs, native.Cells.Crs);
            width = Whole(own.Width / native.Cells.CellWidth / factor);
            height = Whole(own.Height / native.Cells.CellHeight / factor);
        }

        width ??= Whole(height!.Value * bounds.Width / bounds.Height);
        height ??= Whole(width.Value * bounds.Height / bounds.Width);
        return new CoverageWindow(new PixelGrid(crs, bounds.MinX, bounds.MaxY, bounds.Width / width.Value, bounds.Height / height.Value, 0, 0, width.Value, height.Value), false);
    }

    /// <summary>The layer's cells that the box touches, and no part of a cell.</summary>
    private static CoverageWindow? Native(Query query, in PixelGrid cells, Envelope box)
    {
        // what goes round the Earth has cells beyond its edges, too
        var goesRound = cells.Crs.IsGeographic && Math.Abs((cells.CellWidth * cells.Width) - 360) < cells.CellWidth / 100;
        var left = (long)Math.Floor(((box.MinX - cells.OriginX) / cells.CellWidth) + Rounding);
        var right = (long)Math.Ceiling(((box.MaxX - cells.OriginX) / cells.CellWidth) - Rounding);
        var (top, bottom) = ((long)Math.Floor(((cells.OriginY - box.MaxY) / cells.CellHeight) + Rounding), (long)Math.Ceiling(((cells.OriginY - box.MinY) / cells.CellHeight) - Rounding));
        if (!goesRound)
            (left, right) = (Math.Max(left, 0), Math.Min(right, cells.Width));
        (top, bottom) = (Math.Max(top, 0), Math.Min(bottom, cells.Height));
        if (right > left && bottom > top && right - left <= int.MaxValue && bottom - top <= int.MaxValue)
            return new CoverageWindow(cells with { Column = left, Row = top, Width = (int)(right - left), Height = (int)(bottom - top) }, true);
        query.Fault("bbox", query.Text("bbox"), "a box that meets the layer");
        return null;
    }

    private static int Whole(double cells) => (int)Math.Clamp(Math.Round(cells), 1, int.MaxValue);

    private static CoordinateReferenceSystem? ReadCrs(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (!CoordinateReferenceSystems.TryParse(text, out var crs))
            query.Fault(name, text, "a known system such as EPSG:3857");
        return crs;
    }

    private static (int? Width, int? Height) ReadSize(Query query)
    {
        var (width, height) = (query.Integer("width", 1, MapWindow.MostPixels), query.Integer("height", 1, MapWindow.MostPixels));
        if (query.Text("scale-size") is not { } text)
            return (width, height);

        // lon(800),lat(400), or the two numbers
        var words = text.Split(',');
        var sizes = words.Select(word => word.TrimEnd(')').Split('(')[^1]).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        if (sizes.Length == 2 && sizes.All(size => size is >= 1 and <= MapWindow.MostPixels) && width is null && height is null)
            return IsNorthing(words[0]) ? (sizes[1], sizes[0]) : (sizes[0], sizes[1]);
        query.Fault("scale-size", text, "a width and a height, such as lon(800),lat(400), in the place of width and height");
        return (null, null);
    }

    private static bool IsNorthing(string word) => word.Split('(')[0].Trim().ToUpperInvariant() is "LAT" or "Y" or "N";

    /// <summary>The box in the system it is given in; the layer's own where none is given.</summary>
    private static Envelope? ReadBox(Query query, Layer layer, CoordinateReferenceSystem crs, out CoordinateReferenceSystem boxCrs)
    {
        boxCrs = crs;
        if (query.Text("bbox") is not { } text)
        {
            // all cells, exactly
            var native = layer.Lattices.First().Cells;
            boxCrs = native.Crs;
            return native.Envelope;
        }

        double[] numbers = [.. text.Split(',').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= MapWindow.LargestCoordinate ? number : double.NaN)];
        if (numbers.Length == 4 && crs.AuthorityAxesAreSwapped)
            numbers = [numbers[1], numbers[0], numbers[3], numbers[2]];
        if (numbers.Length == 4 && crs.IsGeographic && numbers[0] > numbers[2])
            numbers[2] += 360;
        if (numbers.Length == 4 && numbers[0] < numbers[2] && numbers[1] < numbers[3] && (!crs.IsGeographic || (numbers[2] - numbers[0] <= 360 && numbers[1] >= -90 && numbers[3] <= 90 && numbers[0] >= -180 && numbers[2] <= 540)))
            return new Envelope(numbers[0], numbers[2], numbers[1], numbers[3]);
        query.Fault("bbox", text, "minimum x, minimum y, maximum x, maximum y in the order of the system's axes");
        return null;
    }

    /// <summary>A box of another system around the points of a lattice in this one.</summary>
    private static Envelope InSystem(Envelope box, CoordinateReferenceSystem from, CoordinateReferenceSystem to)
    {
        if (from.Identifier == to.Identifier || (from.IsGeographic && to.IsGeographic))
            return box;
        var result = new Envelope();
        for (var i = 0; i <= EdgeSteps; i++)
        {
            for (var j = 0; j <= EdgeSteps; j++)
            {
                var (longitude, latitude) = from.ToGeographic(box.MinX + (box.Width * i / EdgeSteps), box.MinY + (box.Height * j / EdgeSteps));
                var (x, y) = double.IsFinite(longitude) && Math.Abs(latitude) <= 90 ? to.FromGeographic(longitude, latitude) : (double.NaN, double.NaN);
                if (double.IsFinite(x) && double.IsFinite(y) && Math.Abs(x) <= MapWindow.LargestCoordinate && Math.Abs(y) <= MapWindow.LargestCoordinate)
                    result.ExpandToInclude(x, y);
            }
        }

        return result;
    }
}
