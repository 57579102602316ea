using TileServer.Sources.Catalogue;

namespace TileServer.Http;

/// <summary>Finds what may have been meant by a name that does not exist.</summary>
internal static class Suggestions
{
    private const int Most = 3;
    private const int LongestName = 64;

    /// <summary>Up to three known names that are few typing errors away or contain the name, nearest first; null for none.</summary>
    internal static IReadOnlyList<string>? For(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
            return null;
        var lower = name.ToLowerInvariant();
        var near = known
            .Select(candidate => (Name: candidate, Distance: EditDistance.Between(lower, candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(2, lower.Length / 3)
                || (lower.Length >= 3 && candidate.Name.Contains(lower, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(Most).Select(candidate => candidate.Name).ToList();
        return near.Count > 0 ? near : null;
    }
}
