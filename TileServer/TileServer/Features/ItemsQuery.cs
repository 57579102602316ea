using System.Globalization;
using GeoCore.Features;
using GeoCore.Geodesy;
using NetTopologySuite.Geometries;
using TileServer.Http;

namespace TileServer.Features;

/// <summary>What a request for items says (OGC API Features 1 and 2).</summary>
/// <param name="Filter">Which features.</param>
/// <param name="Limit">Most features of the answer.</param>
/// <param name="After">Identifier of the last feature of the page before, or null.</param>
/// <param name="Crs">Reference system of the answer.</param>
internal sealed record ItemsQuery(FeatureQuery Filter, int Limit, long? After, CoordinateReferenceSystem Crs)
{
    /// <summary>Features of an answer where a request says nothing.</summary>
    internal const int UsualLimit = 100;

    /// <summary>Most features of an answer; clients find it in <c>/api</c>.</summary>
    internal const int MostLimit = 2000;

    /// <summary>Reads a request; a parameter that is neither known nor a property is a fault here (OGC 17-069r4, 7.15.6).</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="info">What features there are.</param>
    /// <param name="items">What is asked for.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal static Problem? Read(Query query, FeatureSourceInfo info, out ItemsQuery items)
    {
        _ = query.Choice("f", "json", "geojson");
        _ = query.Version;
        var limit = Math.Min(query.Integer("limit", 1, int.MaxValue) ?? UsualLimit, MostLimit);
        var crs = ReadCrs(query, "crs");
        var boxCrs = ReadCrs(query, "bbox-crs");
        var filter = new FeatureQuery { Boxes = ReadBox(query, boxCrs), Time = ReadTime(query), Conditions = ReadConditions(query, info) };
        long? after = null;
        if (query.Text("after") is { } text)
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last))
                after = last;
            else
                query.Fault("after", text, "what a link to the next features had");
        }

        items = new ItemsQuery(filter, limit, after, crs);
        return query.Finish(isStrict: true);
    }

    /// <summary>Reads the reference system of an answer.</summary>
    internal static CoordinateReferenceSystem ReadCrs(Query query, string name)
    {
        if (query.Text(name) is not { } text)
            return Crs84.Instance;
        if (CoordinateReferenceSystems.TryParse(text, out var crs))
            return crs;
        query.Fault(name, text, "a known system such as http://www.opengis.net/def/crs/EPSG/0/3857");
        return Crs84.Instance;
    }

    /// <summary>Four numbers, or six with heights, in the order of the system's axes; west may be greater than east, across the antimeridian.</summary>
    private static Envelope[] ReadBox(Query query, CoordinateReferenceSystem crs)
    {
        if (query.Text("bbox") is not { } text)
            return [];
        double[] numbers = [.. text.Split(',').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN)];
        if (numbers.Length is not (4 or 6) || numbers.Any(double.IsNaN))
            return Wrong("four numbers, or six with heights");
        var (west, south, east, north) = numbers.Length == 4 ? (numbers[0], numbers[1], numbers[2], numbers[3]) : (numbers[0], numbers[1], numbers[3], numbers[4]);
        if (crs.AuthorityAxesAreSwapped)
            (west, south, east, north) = (south, west, north, east);
        if (south > north)
            return Wrong("a southern edge below the northern one");
        if (!crs.IsGeographic)
        {
            if (west > east)
                return Wrong("a western edge below the eastern one");
            var box = DegreesOf(crs, new Envelope(west, east, south, north));
            return box.IsNull ? Wrong($"a box that {crs.Identifier} reaches") : [box];
        }

        if (west < -180 || east > 180 || west > 180 || east < -180 || south < -90 || north > 90)
            return Wrong("longitudes of −180 to 180 and latitudes of −90 to 90 degrees");
        return west <= east ? [new Envelope(west, east, south, north)] : [new Envelope(west, 180, south, north), new Envelope(-180, east, south, north)];

        Envelope[] Wrong(string expected)
        {
            query.Fault("bbox", text, expected);
            return [];
        }
    }

    /// <summary>The degrees that a box of metres covers, from a lattice in it.</summary>
    private static Envelope DegreesOf(CoordinateReferenceSystem crs, Envelope box)
    {
        const int steps = 16;
        var degrees = new Envelope();
        for (var i = 0; i <= steps; i++)
        {
            for (var j = 0; j <= steps; j++)
            {
                var (longitude, latitude) = crs.ToGeographic(box.MinX + (box.Width * i / steps), box.MinY + (box.Height * j / steps));
                if (double.IsFinite(longitude) && double.IsFinite(latitude))
                    degrees.ExpandToInclude(longitude, latitude);
            }
        }

        return degrees;
    }

    /// <summary>A moment, or two with a slash between them; an end that is missing or <c>..</c> is open (OGC 17-069r4, 7.15.4).</summary>
    private static TimeInterval? ReadTime(Query query)
    {
        if (query.Text("datetime") is not { } text)
            return null;
        var ends = text.Split('/');
        if (ends.Length > 2 || !TryMoment(ends[0], isEnd: false, out var begin) || !TryMoment(ends[^1], isEnd: true, out var end) || (begin is null && end is null && ends.Length == 1) || begin > end)
        {
            query.Fault("datetime", text, "a moment such as 2026-11-25T15:00:00Z or 2026-11-25, or BEGIN/END with .. for an open end");
            return null;
        }

        return new TimeInterval(begin, end);
    }

    private static bool TryMoment(string text, bool isEnd, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is "" or "..")
            return true;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        if (!DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            return false;
        moment = isEnd && text.Length == forms[0].Length ? read + FeatureQuery.AlmostDay : read;
        return true;
    }

    private static List<FieldCondition> ReadConditions(Query query, FeatureSourceInfo info)
    {
        string[] own = ["f", "v", "limit", "bbox", "bbox-crs", "crs", "datetime", "after", "strict"];
        var conditions = new List<FieldCondition>();
        for (var i = 0; i < info.Fields.Count; i++)
        {
            var field = info.Fields[i];
            if (own.Contains(field.Name) || query.Text(field.Name) is not { } text)
                continue;
            if (FeatureQuery.ValueOf(field, text) is { } value)
                conditions.Add(new FieldCondition(i, value));
            else
                query.Fault(field.Name, text, field.Type == FeatureFieldType.Boolean ? "true or false" : field.Type == FeatureFieldType.Integer ? "a whole number" : "a number");
        }

        return conditions;
    }
}
