using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace GeoCore.Geolocation.Grids;

/// <summary>The 64-bit ids and tokens by which S2 cells are known elsewhere: face, position on the curve, and a last 1 that tells the level.</summary>
public static class S2CellId
{
    /// <summary>Level of the leaves.</summary>
    public const int MaximumLevel = 30;

    /// <summary>The id of a cell.</summary>
    /// <param name="cell">Of <see cref="CellHierarchy.S2"/>.</param>
    public static ulong Of(HierarchyCell cell) => (((ulong)cell.Index << 1) | 1) << (2 * (MaximumLevel - cell.Level));

    /// <summary>The token of a cell: its id in hexadecimal without trailing zeros.</summary>
    /// <param name="cell">Of <see cref="CellHierarchy.S2"/>.</param>
    public static string TokenOf(HierarchyCell cell) => Of(cell).ToString("x16", CultureInfo.InvariantCulture).TrimEnd('0');

    /// <summary>The cell of an id.</summary>
    /// <param name="id">Any 64 bits.</param>
    /// <param name="cell">The cell, where the bits are the id of one.</param>
    public static bool TryParse(ulong id, out HierarchyCell cell)
    {
        var zeros = BitOperations.TrailingZeroCount(id);
        var isId = zeros <= 2 * MaximumLevel && zeros % 2 == 0 && id >> 61 < 6;
        cell = isId ? new HierarchyCell(MaximumLevel - zeros / 2, (long)(id >> (zeros + 1))) : default;
        return isId;
    }

    /// <summary>The cell of a token.</summary>
    /// <param name="token">1 to 16 hexadecimal digits.</param>
    /// <param name="cell">The cell, where the text is the token of one.</param>
    public static bool TryParse([NotNullWhen(true)] string? token, out HierarchyCell cell)
    {
        cell = default;
        return token is { Length: >= 1 and <= 16 }
            && ulong.TryParse(token.PadRight(16, '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            && TryParse(id, out cell);
    }
}
