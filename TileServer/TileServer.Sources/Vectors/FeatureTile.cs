using GeoCore.Features;

namespace TileServer.Sources.Vectors;

/// <summary>A vector tile in the making, of one layer.</summary>
/// <param name="name">Name of the layer.</param>
/// <param name="fields">Properties of its features.</param>
/// <param name="window">The tile.</param>
/// <param name="square">Features that are smaller than so many units and lie in the same square of that size become one; 1 for none.</param>
internal sealed class FeatureTile(string name, IReadOnlyList<FeatureField> fields, TileWindow window, int square)
{
    /// <summary>Property of a feature that stands for several: how many.</summary>
    internal const string CountField = "merged";

    private readonly VectorTileLayer _layer = new(name);
    private readonly FeatureOutline _outline = new(window, square);
    private readonly Dictionary<(int X, int Y, OutlineKind Kind), Small> _small = [];
    private long _smallLength;

    /// <summary>Bytes so far, roughly.</summary>
    internal long Length => _layer.Length + _smallLength;

    /// <summary>Adds a feature where any of it is in the tile.</summary>
    internal void Add(Feature feature)
    {
        if (feature.Geometry is not { } geometry)
            return;
        foreach (var drawn in _outline.Draw(geometry))
        {
            if (square == 1 || drawn.Size > square)
                Write(feature.Id, drawn, feature.Values, 1);
            else
                Keep(feature, drawn);
        }
    }

    /// <summary>The tile; empty where it has no features.</summary>
    internal byte[] ToArray()
    {
        // the first of a square in the order of the source is drawn for all of them
        foreach (var small in _small.Values)
            Write(small.Id, small.Drawn, small.Values, small.Count);
        _small.Clear();
        var tile = new VectorTileWriter();
        tile.Add(_layer);
        return tile.ToArray();
    }

    private void Keep(Feature feature, Outline drawn)
    {
        var (x, y) = drawn.Middle;
        var key = (x >= 0 ? x / square : -1, y >= 0 ? y / square : -1, drawn.Kind);
        if (_small.TryGetValue(key, out var small))
        {
            _small[key] = small with { Count = small.Count + 1 };
            return;
        }

        const int bytesOfFeature = 24, bytesOfValue = 12;
        _small[key] = new Small(feature.Id, drawn, feature.Values, 1);
        _smallLength += bytesOfFeature + (bytesOfValue * fields.Count);
    }

    private void Write(long id, Outline drawn, IReadOnlyList<object?> values, int count)
    {
        var properties = new List<(string, object)>(fields.Count + 1);
        for (var i = 0; i < fields.Count; i++)
        {
            if (values[i] is { } value)
                properties.Add((fields[i].Name, value));
        }

        if (count > 1)
            properties.Add((CountField, (long)count));
        _layer.Add(id >= 0 ? (ulong)id : null, drawn.Kind, drawn.Parts, properties);
    }

    private sealed record Small(long Id, Outline Drawn, IReadOnlyList<object?> Values, int Count);
}
