using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;

namespace TileServer.Sources.Catalogue;

/// <summary>The layers at one moment. Immutable; it holds them until its own last holder has let go.</summary>
public sealed class LayerCatalogue : IDisposable
{
    private readonly FrozenDictionary<string, Layer> _layers;
    private readonly FrozenDictionary<string, FailedLayer> _failures;
    private HoldCount _holds = new();

    /// <summary>Creates a catalogue.</summary>
    /// <param name="layers">Layers with different identifiers, in the order in which people see them; one hold of each belongs to the catalogue.</param>
    /// <param name="failures">What could not be opened, or null for nothing.</param>
    /// <param name="locators">What says where pictures were taken, likewise; null for nothing.</param>
    /// <exception cref="ArgumentException">Two layers have the same identifier.</exception>
    public LayerCatalogue(IEnumerable<Layer> layers, IEnumerable<FailedLayer>? failures = null, IEnumerable<PictureLocator>? locators = null)
    {
        Layers = [.. layers];
        Locators = [.. locators ?? []];
        Failures = [.. failures ?? []];
        var twice = Layers.GroupBy(layer => layer.Id).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
            throw new ArgumentException($"Two layers are called '{twice.Key}'.", nameof(layers));
        _layers = Layers.ToFrozenDictionary(layer => layer.Id, StringComparer.Ordinal);
        _failures = Failures.DistinctBy(failure => failure.Id).ToFrozenDictionary(failure => failure.Id, StringComparer.Ordinal);
    }

    /// <summary>The layers in the order in which people see them.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What says where pictures were taken, in the same order.</summary>
    public IReadOnlyList<PictureLocator> Locators { get; }

    /// <summary>What should be a layer and cannot be opened; a layer of the same identifier is served as it was before.</summary>
    public IReadOnlyList<FailedLayer> Failures { get; }

    /// <summary>Finds a layer.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out Layer? layer) => _layers.TryGetValue(id, out layer);

    /// <summary>Finds the reason why a layer cannot be served.</summary>
    public bool TryGetFailure(string id, [NotNullWhen(true)] out FailedLayer? failure) => _failures.TryGetValue(id, out failure);

    /// <summary>Identifiers that somebody may have meant, most similar first.</summary>
    /// <param name="id">An identifier that does not exist.</param>
    /// <param name="most">Most answers.</param>
    public IReadOnlyList<string> Suggest(string id, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > LayerId.MaximumLength)
            return [];
        var lower = id.ToLowerInvariant();
        return [.. Layers
            .Select(layer => (layer.Id, Distance: EditDistance.Between(lower, layer.Id)))
            .Where(pair => pair.Distance <= Math.Max(2, lower.Length / 3) || (lower.Length >= 3 && pair.Id.Contains(lower, StringComparison.Ordinal)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Id, StringComparer.Ordinal)
            .Take(most)
            .Select(pair => pair.Id)];
    }

    /// <summary>Takes hold of the catalogue: its layers stay open until <see cref="Dispose"/> has been called once more.</summary>
    /// <returns>False where the last has let go.</returns>
    public bool TryHold() => _holds.TryAdd();

    /// <summary>Lets go of the catalogue; the last who does lets go of its layers.</summary>
    public void Dispose()
    {
        if (!_holds.Remove())
            return;
        foreach (var layer in Layers)
            layer.Dispose();
        foreach (var locator in Locators)
            locator.Dispose();
    }
}
