using System.Diagnostics.CodeAnalysis;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;

namespace TileServer.Sources.Catalogue;

/// <summary>The layers and locators of some folders, followed over time. Layers whose files have not changed stay open; one that cannot be opened any more is
/// served as it was.</summary>
/// <param name="paths">Folders; also single GeoTIFF files and artifact folders.</param>
/// <param name="openers">How files become layers.</param>
/// <remarks>For one thread at a time.</remarks>
public sealed class FolderLayers(IReadOnlyList<string> paths, LayerOpeners openers)
{
    private Dictionary<string, Entry> _entries = [];

    /// <summary>What is followed.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>Whether paths may not exist yet: they hold no layers then.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Opens everything. What cannot be opened is listed with its reason and stops nothing else.</summary>
    /// <returns>Layers in the order of the paths and of their names. The layers of the catalogue before that have not changed are the same objects.</returns>
    /// <exception cref="DirectoryNotFoundException">A path does not exist and may not be missing.</exception>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be listed.</exception>
    public LayerCatalogue Load()
    {
        var failures = new List<FailedLayer>();
        var candidates = FolderCatalogue.Find(paths, openers, failures, MayBeMissing);
        var entries = new Entry[candidates.Count];
        Parallel.For(0, entries.Length, i => entries[i] = Next(candidates[i]));
        _entries = entries.ToDictionary(entry => entry.Candidate.Id, StringComparer.Ordinal);
        failures.AddRange(entries.Select(entry => entry.Failure).OfType<FailedLayer>());
        return new LayerCatalogue(entries.Select(entry => entry.Held).OfType<Layer>(), failures, entries.Select(entry => entry.Held).OfType<PictureLocator>());
    }

    /// <summary>Looks again.</summary>
    /// <param name="current">The catalogue of the last look.</param>
    /// <param name="next">Another catalogue, where anything is different.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be listed.</exception>
    public bool TryReload(LayerCatalogue current, [NotNullWhen(true)] out LayerCatalogue? next)
    {
        ArgumentNullException.ThrowIfNull(current);
        next = Load();
        if (!next.Layers.SequenceEqual(current.Layers) || !next.Locators.SequenceEqual(current.Locators) || !next.Failures.SequenceEqual(current.Failures))
            return true;
        next.Dispose();
        next = null;
        return false;
    }

    private Entry Next(Candidate candidate)
    {
        var before = _entries.GetValueOrDefault(candidate.Id);
        if (before?.Candidate.Path != candidate.Path)
            before = null;
        if (before is { Failure: null, Held: { } same } && before.Candidate.Fingerprint == candidate.Fingerprint && same.TryHold())
            return before;
        try
        {
            return new Entry(candidate, candidate.Open(candidate.Id), null);
        }
#pragma warning disable CA1031 // whatever is wrong with one file must not keep the others from being served; it is reported
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var last = before?.Held is { } held && held.TryHold() ? held : null;
            return new Entry(candidate, last, new FailedLayer(candidate.Id, candidate.Path, fault.Message));
        }
    }

    /// <summary>What became of a candidate: a layer or a locator, a failure, or with a failure the one that was there before.</summary>
    private sealed record Entry(Candidate Candidate, Held? Held, FailedLayer? Failure);
}
