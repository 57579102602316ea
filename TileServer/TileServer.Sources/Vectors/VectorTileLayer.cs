using GeoCore.Artifacts;

namespace TileServer.Sources.Vectors;

/// <summary>Features of one name.</summary>
/// <param name="name">For example <c>cells</c>.</param>
internal sealed class VectorTileLayer(string name)
{
    private readonly ProtobufWriter _features = new();
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> _values = [];

    /// <summary>Features so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Bytes of its features so far.</summary>
    internal long Length => _features.Written.Length;

    /// <summary>Adds a feature.</summary>
    /// <param name="id">The same in every tile; null for none.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="parts">As <see cref="Outline.Parts"/>.</param>
    /// <param name="properties">Texts, numbers, true and false.</param>
    internal void Add(ulong? id, OutlineKind kind, IReadOnlyList<IReadOnlyList<(int X, int Y)>> parts, IReadOnlyList<(string Key, object Value)> properties)
    {
        var geometry = new ProtobufWriter();
        int x = 0, y = 0;
        foreach (var part in parts)
        {
            var isPoints = kind == OutlineKind.Points;
            geometry.Varint(Command(1, isPoints ? part.Count : 1));
            for (var i = 0; i < part.Count; i++)
            {
                if (i == 1 && !isPoints)
                    geometry.Varint(Command(2, part.Count - 1));
                Move(geometry, part[i], ref x, ref y);
            }

            if (kind == OutlineKind.Polygons)
                geometry.Varint(Command(7, 1));
        }

        Add(id, (int)kind, geometry, [.. properties]);
    }

    /// <summary>Adds polygons that are one feature.</summary>
    /// <param name="id">The same in every tile.</param>
    /// <param name="rings">Rings without the closing corner, outer ones with a positive area where y grows southwards, holes behind theirs with a negative one.</param>
    /// <param name="properties">Texts and numbers.</param>
    internal void AddPolygons(ulong id, IEnumerable<IReadOnlyList<(int X, int Y)>> rings, params ReadOnlySpan<(string Key, object Value)> properties) =>
        Add(id, OutlineKind.Polygons, [.. rings], properties.ToArray());

    /// <summary>Adds a point.</summary>
    internal void AddPoint(ulong id, (int X, int Y) place, params ReadOnlySpan<(string Key, object Value)> properties) =>
        Add(id, OutlineKind.Points, [[place]], properties.ToArray());

    /// <summary>The layer's message.</summary>
    internal byte[] Write()
    {
        const int version = 15, nameField = 1, keys = 3, values = 4, extent = 5;
        var layer = new ProtobufWriter();
        layer.Integer(version, 2);
        layer.Text(nameField, name);
        layer.Append(_features);
        foreach (var key in _keys.Keys)
            layer.Text(keys, key);
        foreach (var value in _values.Keys)
            layer.Bytes(values, ValueOf(value));
        layer.Integer(extent, VectorTileWriter.Extent);
        return layer.Written.ToArray();
    }

    private void Add(ulong? id, int kind, ProtobufWriter geometry, ReadOnlySpan<(string Key, object Value)> properties)
    {
        const int idField = 1, tagsField = 2, kindField = 3, geometryField = 4, featureField = 2;
        var tags = new ProtobufWriter();
        foreach (var (key, value) in properties)
        {
            tags.Varint((ulong)IndexOf(_keys, key));
            tags.Varint((ulong)IndexOf(_values, value));
        }

        var feature = new ProtobufWriter();
        if (id is { } number)
            feature.Integer(idField, (long)number);
        feature.Bytes(tagsField, tags.Written.Span);
        feature.Integer(kindField, kind);
        feature.Bytes(geometryField, geometry.Written.Span);
        _features.Bytes(featureField, feature.Written.Span);
        Count++;
    }

    /// <summary>Equal keys and equal values are written once; a dictionary that nothing is taken from keeps their order.</summary>
    private static int IndexOf<T>(Dictionary<T, int> known, T item)
        where T : notnull
    {
        if (!known.TryGetValue(item, out var index))
            known[item] = index = known.Count;
        return index;
    }

    private static byte[] ValueOf(object value)
    {
        const int text = 1, real = 3, whole = 4, flag = 7;
        var message = new ProtobufWriter();
        switch (value)
        {
            case string words:
                message.Text(text, words);
                break;
            case long number:
                message.Integer(whole, number);
                break;
            case bool isTrue:
                message.Integer(flag, isTrue ? 1 : 0);
                break;
            default:
                message.Double(real, (double)value);
                break;
        }

        return message.Written.ToArray();
    }

    private static ulong Command(int id, int count) => (ulong)(id | (count << 3));

    private static void Move(ProtobufWriter geometry, (int X, int Y) to, ref int x, ref int y)
    {
        geometry.Varint(ZigZag(to.X - x));
        geometry.Varint(ZigZag(to.Y - y));
        (x, y) = to;
    }

    private static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));
}
