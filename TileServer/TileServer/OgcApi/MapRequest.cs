using System.Globalization;
using System.Text.RegularExpressions;
using GeoCore.Geodesy;
using GeoCore.Imaging;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.OgcApi;

/// <summary>What a map shows (OGC 20-058): a part of a layer by box, intervals or centre, in any size or scale.</summary>
internal static partial class MapRequest
{
    /// <summary>Pixels along the long side where a request does not say.</summary>
    private const int DefaultEdge = 1024;

    /// <summary>Edge of a pixel where a request does not say, millimetres (OGC 17-083r4, 6.1).</summary>
    private const double DefaultPixel = 0.28;

    private const double LargestNumber = MapWindow.LargestCoordinate;

    /// <summary>Reads the part, the size and the system of a map.</summary>
    /// <param name="query">Parameters; what cannot be used is noted there.</param>
    /// <param name="layer">The layer.</param>
    /// <returns>The window, or null where something cannot be used.</returns>
    internal static MapWindow? Read(Query query, Layer layer)
    {
        var (storage, whole) = LayerCrs.StorageOf(layer);
        var crs = LayerCrs.Read(query, "crs") ?? storage;
        var width = query.Integer("width", 1, MapWindow.MostEdge);
        var height = query.Integer("height", 1, MapWindow.MostEdge);
        var scale = query.Number("scale-denominator", 1e-3, 1e12, "a positive number");
        var pixel = query.Number("mm-per-pixel", 1e-3, 1e3, "millimetres, 0.001 to 1000") ?? DefaultPixel;
        var box = ReadBox(query, crs) ?? ReadSubset(query, crs);
        var centre = ReadCentre(query, crs);
        if (box is not null && centre is not null)
            query.Fault("center", null, "no centre beside a box");
        if (query.HasFaults)
            return null;
        if (box is not null || centre is null)
            return OfBox(query, crs, box ?? LayerCrs.Project(whole, storage, crs), width, height, scale, pixel);
        var (columns, rows) = (width ?? height ?? DefaultEdge, height ?? width ?? DefaultEdge);
        var cell = scale is { } given ? CellOf(crs, given, pixel) : CellOfWhole(LayerCrs.Project(whole, storage, crs));
        return MapWindow.Create(
            crs, centre.X - (cell * columns / 2), centre.Y - (cell * rows / 2), centre.X + (cell * columns / 2), centre.Y + (cell * rows / 2), columns, rows);
    }

    /// <summary>The size by what is said of it: edges, scale, or the shape of the box.</summary>
    private static MapWindow? OfBox(Query query, CoordinateReferenceSystem crs, Envelope? box, int? width, int? height, double? scale, double pixel)
    {
        if (box is null)
        {
            query.Fault("crs", crs.Identifier, "a system that reaches the box");
            return null;
        }

        double columns = width ?? 0, rows = height ?? 0;
        if (scale is { } given)
        {
            var cell = CellOf(crs, given, pixel);
            (columns, rows) = (width ?? Math.Max(1, Math.Round(box.Width / cell)), height ?? Math.Max(1, Math.Round(box.Height / cell)));
            if (columns > MapWindow.MostEdge || rows > MapWindow.MostEdge)
            {
                query.Fault("scale-denominator", given.ToString("R", CultureInfo.InvariantCulture), $"a scale at which the map has at most {MapWindow.MostEdge} pixels either way");
                return null;
            }
        }
        else if (width is null && height is null)
        {
            var longest = Math.Max(box.Width, box.Height);
            (columns, rows) = (DefaultEdge * box.Width / longest, DefaultEdge * box.Height / longest);
        }
        else
        {
            columns = width ?? rows * box.Width / box.Height;
            rows = height ?? columns * box.Height / box.Width;
        }

        int Whole(double edge) => (int)Math.Clamp(Math.Round(edge), 1, MapWindow.MostEdge);
        return MapWindow.Create(crs, box.MinX, box.MinY, box.MaxX, box.MaxY, Whole(columns), Whole(rows));
    }

    private static double CellOf(CoordinateReferenceSystem crs, double scale, double pixel) => scale * pixel / 1000 / (crs.IsGeographic ? TileMatrixSet.MetresPerDegree : 1);

    private static double CellOfWhole(Envelope? whole) => whole is null ? 1 : Math.Max(whole.Width, whole.Height) / DefaultEdge;

    /// <summary><c>bbox</c> in the order of <c>bbox-crs</c>; west may be greater than east across the antimeridian.</summary>
    private static Envelope? ReadBox(Query query, CoordinateReferenceSystem crs)
    {
        var system = LayerCrs.Read(query, "bbox-crs") ?? Crs84.Instance;
        if (query.Text("bbox") is not { } text)
            return null;
        if (!TryNumbers(text, out var numbers) || numbers.Length is not (4 or 6))
        {
            query.Fault("bbox", text, "four numbers: west, south, east, north in the order of bbox-crs");
            return null;
        }

        // six numbers have heights, which maps have not
        var (half, isSwapped) = (numbers.Length / 2, system.AuthorityAxesAreSwapped);
        var (minX, minY, maxX, maxY) = isSwapped ? (numbers[1], numbers[0], numbers[half + 1], numbers[half]) : (numbers[0], numbers[1], numbers[half], numbers[half + 1]);
        return Project(query, "bbox", text, system, crs, minX, minY, maxX, maxY);
    }

    /// <summary><c>subset=Lat(40:50),Lon(-10:20)</c>, or in <c>subset-crs</c> <c>E(…)</c> and <c>N(…)</c>.</summary>
    private static Envelope? ReadSubset(Query query, CoordinateReferenceSystem crs)
    {
        var system = LayerCrs.Read(query, "subset-crs") ?? Crs84.Instance;
        if (query.Text("subset") is not { } text)
            return null;
        (double Low, double High)? x = null, y = null;
        foreach (Match part in IntervalPattern().Matches(text))
        {
            if (!TryNumbers($"{part.Groups[2].Value},{part.Groups[3].Value}", out var ends))
                continue;
            if (part.Groups[1].Value.ToUpperInvariant() is "LON" or "LONG" or "LONGITUDE" or "X" or "E" or "EASTING")
                x = (ends[0], ends[1]);
            else if (part.Groups[1].Value.ToUpperInvariant() is "LAT" or "LATITUDE" or "Y" or "N" or "NORTHING")
                y = (ends[0], ends[1]);
        }

        if (x is var (west, east) && y is var (south, north))
            return Project(query, "subset", text, system, crs, west, south, east, north);
        query.Fault("subset", text, "intervals of both axes, such as Lat(40:50),Lon(-10:20)");
        return null;
    }

    private static Coordinate? ReadCentre(Query query, CoordinateReferenceSystem crs)
    {
        var system = LayerCrs.Read(query, "center-crs") ?? Crs84.Instance;
        if (query.Text("center") is not { } text)
            return null;
        if (!TryNumbers(text, out var numbers) || numbers.Length != 2)
        {
            query.Fault("center", text, "two numbers in the order of center-crs");
            return null;
        }

        var (x, y) = system.AuthorityAxesAreSwapped ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        var (longitude, latitude) = system.ToGeographic(x, y);
        var (outX, outY) = latitude is >= -90 and <= 90 ? crs.FromGeographic(longitude, latitude) : (double.NaN, double.NaN);
        if (double.IsFinite(outX) && double.IsFinite(outY))
            return new Coordinate(outX, outY);
        query.Fault("center", text, $"a place that {crs.Identifier} reaches");
        return null;
    }

    private static Envelope? Project(Query query, string name, string text, CoordinateReferenceSystem from, CoordinateReferenceSystem to, double minX, double minY, double maxX, double maxY)
    {
        if (from.IsGeographic && minX > maxX)
            maxX += 360;
        if (!(minX < maxX && minY < maxY))
        {
            query.Fault(name, text, "minima below maxima");
            return null;
        }

        var box = LayerCrs.Project(new Envelope(minX, maxX, minY, maxY), from, to);
        if (box is null)
            query.Fault(name, text, $"a box that {to.Identifier} reaches");
        return box;
    }

    private static bool TryNumbers(string text, out double[] numbers)
    {
        var words = text.Split(',');
        numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !(Math.Abs(numbers[i]) <= LargestNumber))
                return false;
        }

        return true;
    }

    /// <summary><c>bgcolor</c> as 0xRRGGBB or hexadecimal digits; a map is transparent unless it has one or says otherwise.</summary>
    internal static uint? ReadBackground(Query query)
    {
        var isTransparent = query.Choice("transparent", "true", "false");
        if (query.Text("bgcolor") is not { } text)
            return isTransparent == "false" ? PackedColor.Pack(255, 255, 255) : null;
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (!PackedColor.TryParse(digits, out var color))
            query.Fault("bgcolor", text, "a colour such as 0xFFFFFF or ffffff");
        return isTransparent == "true" ? null : color;
    }

    [GeneratedRegex(@"([A-Za-z]+)\(([^:(),]+):([^:(),]+)\)")]
    private static partial Regex IntervalPattern();
}
