using System.Security.Cryptography;

namespace GeoCore.Evaluation;

/// <summary>Up to <see cref="Capacity"/> queries, chosen by a hash of their names: an even sample that neither order nor merging changes.</summary>
public sealed class QuerySample
{
    /// <summary>Queries that are kept at most.</summary>
    public const int Capacity = 10_000;

    private readonly SortedSet<Entry> _kept = [];

    /// <summary>The queries kept, in the order of their hashes.</summary>
    public IEnumerable<RankedQuery> Queries => _kept.Select(entry => entry.Query);

    /// <summary>Number of queries kept.</summary>
    public int Count => _kept.Count;

    internal void Add(in RankedQuery query) => Add(new Entry(HashOf(query.Id), query));

    internal void Merge(QuerySample other)
    {
        foreach (var entry in other._kept)
        {
            Add(entry);
        }
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_kept.Count);
        foreach (var query in Queries)
        {
            writer.Write(query.Id);
            writer.Write(query.Area.DenserKm2);
            writer.Write(query.Area.TiedKm2);
            writer.Write(query.Area.TruthCellKm2);
            writer.Write(query.Area.IsZeroDensity);
            writer.Write(query.Weight);
            writer.Write(query.LogDensity);
            writer.Write(query.Block.HasValue);
            writer.Write(query.Block ?? 0);
            writer.Write(query.Mass);
        }
    }

    internal void Load(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var id = reader.ReadString();
            var area = new RequiredArea(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean());
            var (weight, logDensity, hasBlock, block) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean(), reader.ReadInt64());
            Add(new RankedQuery(id, area, weight, logDensity, hasBlock ? block : null, reader.ReadDouble()));
        }
    }

    private void Add(Entry entry)
    {
        if (_kept.Count < Capacity)
        {
            _kept.Add(entry);
        }
        else if (entry.CompareTo(_kept.Max) < 0 && _kept.Add(entry))
        {
            _kept.Remove(_kept.Max);
        }
    }

    private static ulong HashOf(string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id), digest);
        return BitConverter.ToUInt64(digest);
    }

    private readonly record struct Entry(ulong Hash, RankedQuery Query) : IComparable<Entry>
    {
        public int CompareTo(Entry other)
        {
            var order = Hash != other.Hash ? Hash.CompareTo(other.Hash) : string.CompareOrdinal(Query.Id, other.Query.Id);
            // an id that is used twice must not make the sample depend on which came first
            return order != 0 ? order : Facts(Query).CompareTo(Facts(other.Query));
        }

        private static (double, double, double, double, double, double, long) Facts(in RankedQuery query) =>
            (query.Area.DenserKm2, query.Area.TiedKm2, query.Area.TruthCellKm2, query.Weight, query.LogDensity, query.Mass, query.Block ?? -1);
    }
}
