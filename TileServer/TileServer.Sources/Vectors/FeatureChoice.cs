using System.Globalization;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Vectors;

/// <summary>What of its features a layer puts into vector tiles. Immutable.</summary>
/// <param name="Names">Names of <see cref="Layer.FeatureLayers"/>, <c>layers</c>; empty for all.</param>
/// <param name="Levels">Masses of regions, <c>level</c>, the largest first; empty for the usual.</param>
public sealed record FeatureChoice(IReadOnlyList<string> Names, IReadOnlyList<double> Levels)
{
    private const int MostLevels = 16;

    /// <summary>Everything.</summary>
    public static FeatureChoice All { get; } = new([], []);

    /// <summary>What was said, without defaults; empty for everything.</summary>
    public string CanonicalText => string.Join('&', ((string[])
    [
        Names.Count > 0 ? $"layers={string.Join(',', Names)}" : "", Levels.Count > 0 ? $"level={string.Join(',', Levels.Select(level => level.ToString("R", CultureInfo.InvariantCulture)))}" : "",
    ]).Where(part => part.Length > 0));

    /// <summary>Reads what a request says.</summary>
    /// <param name="layers">Names, separated by commas; null for all.</param>
    /// <param name="level">Masses above 0 and at most 1, separated by commas; null for the usual.</param>
    /// <exception cref="OptionException">A mass is none.</exception>
    public static FeatureChoice Read(string? layers, string? level)
    {
        if (layers is null && level is null)
            return All;
        var masses = new List<double>();
        foreach (var word in level?.Split(',') ?? [])
        {
            if (masses.Count == MostLevels || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var mass) || mass is not (> 0 and <= 1))
                throw new OptionException("level", level, $"up to {MostLevels} numbers above 0 and at most 1, separated by commas");
            masses.Add(mass);
        }

        return new FeatureChoice([.. (layers?.Split(',') ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], [.. masses.Distinct().OrderDescending()]);
    }

    /// <summary>The same choice without what a layer would do anyway.</summary>
    /// <exception cref="OptionException">The layer has no features of a name, or no regions.</exception>
    public FeatureChoice For(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (this == All)
            return this;
        var known = layer.Kind == LayerKind.Archive ? [] : layer.FeatureLayers.Select(features => features.Id).ToList();
        if (Names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new OptionException("layers", unknown, known.Count > 0 ? $"one or more of {string.Join(", ", known)}" : "no layers: the tiles of this layer are finished");
        if (Levels.Count > 0 && layer is not PredictionLayer)
            throw new OptionException("level", null, "no level: this layer has no regions");
        return new FeatureChoice(Names.Count == known.Count ? [] : Names, Levels.SequenceEqual(PredictionVectors.UsualLevels) ? [] : Levels);
    }

    /// <summary>Whether features of a name are in tiles.</summary>
    internal bool Holds(string name) => Names.Count == 0 || Names.Contains(name);
}
