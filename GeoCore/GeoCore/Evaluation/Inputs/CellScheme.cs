using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Evaluation.Inputs;

/// <summary>What ids of cells are.</summary>
/// <param name="Hierarchy">What cells belong to; null for ids that are the user's own.</param>
/// <param name="Level">The level of all cells, where ids do not tell it.</param>
public sealed record CellScheme(CellHierarchy? Hierarchy, int? Level)
{
    private const int ShortestNumber = 17;

    /// <summary>S2 cells of any levels by token or 64-bit id.</summary>
    public static CellScheme S2 { get; } = new(CellHierarchy.S2, null);

    /// <summary>Ids such as those of H3 whose areas are given.</summary>
    public static CellScheme Named { get; } = new(null, null);

    /// <summary>Reads the name of a scheme.</summary>
    /// <param name="text"><c>s2</c>, <c>healpix:K</c> (nested, 0 to 29) or <c>areas</c>.</param>
    /// <param name="scheme">The scheme, where the text names one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CellScheme? scheme)
    {
        ArgumentNullException.ThrowIfNull(text);
        scheme = text switch
        {
            "s2" => S2,
            "areas" => Named,
            _ when text.StartsWith("healpix:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan("healpix:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
                && level <= CellHierarchy.Healpix.MaximumLevel => new CellScheme(CellHierarchy.Healpix, level),
            _ => null,
        };
        return scheme is not null;
    }

    /// <summary>The cell of an id of a hierarchy.</summary>
    /// <param name="text">For S2 a token, or an id as a number, which has 17 digits or more; for HEALPix the number of a pixel.</param>
    /// <param name="cell">The cell, where there is one.</param>
    internal bool TryCell(ReadOnlySpan<char> text, out HierarchyCell cell)
    {
        cell = default;
        if (Hierarchy == CellHierarchy.S2)
        {
            var digits = text.TrimStart('-');
            if (digits.Length < ShortestNumber || digits.ContainsAnyExceptInRange('0', '9'))
                return S2CellId.TryParse(text.ToString(), out cell);
            // some programs know the 64 bits as a number with a sign
            return text[0] == '-'
                ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed) && S2CellId.TryParse(unchecked((ulong)signed), out cell)
                : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && S2CellId.TryParse(id, out cell);
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= Hierarchy!.CountAt(Level!.Value))
            return false;
        cell = new HierarchyCell(Level.Value, index);
        return true;
    }
}
