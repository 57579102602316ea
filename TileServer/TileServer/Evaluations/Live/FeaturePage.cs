using System.Globalization;
using System.Text;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>A part of the queries of an evaluation as a GeoJSON feature collection, with the address of the next part.</summary>
/// <param name="Offset">Queries before it.</param>
/// <param name="Limit">Queries in it at most.</param>
internal sealed record FeaturePage(int Offset, int Limit)
{
    internal const string MediaType = "application/geo+json";

    private const int Usual = 1000, Most = 10_000;

    /// <summary>The part that a request asks for; its parameters are <c>limit</c> and <c>offset</c>.</summary>
    internal static FeaturePage Of(Query query) => new(query.Integer("offset", 0, int.MaxValue) ?? 0, query.Integer("limit", 1, Most) ?? Usual);

    /// <summary>The collection.</summary>
    /// <param name="features">All features in order; only those of the part are kept.</param>
    /// <param name="path">Address of the collection.</param>
    internal byte[] Write(IEnumerable<byte[]> features, string path)
    {
        using var stream = new MemoryStream();
        stream.Write("{\"type\":\"FeatureCollection\",\"features\":["u8);
        var (count, hasMore) = (0, false);
        foreach (var feature in features.Skip(Offset))
        {
            if (count == Limit)
            {
                hasMore = true;
                break;
            }

            if (count++ > 0)
                stream.WriteByte((byte)',');
            stream.Write(feature);
        }

        var next = hasMore ? string.Create(CultureInfo.InvariantCulture, $$"""{"rel":"next","type":"application/geo+json","href":"{{path}}?limit={{Limit}}&offset={{Offset + count}}"}""") : "";
        stream.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""],"numberReturned":{{count}},"links":[{{next}}]}""")));
        return stream.ToArray();
    }
}
