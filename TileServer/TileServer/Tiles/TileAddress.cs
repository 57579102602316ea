using System.Globalization;
using GeoCore.Tiling;
using TileServer.Http;
using TileServer.Sources.Tiles;

namespace TileServer.Tiles;

/// <summary>What the path of a tile says: <c>{z}/{x}/{y}[@2x][.ext]</c>.</summary>
/// <param name="Z">Zoom, −1 for any negative number and the largest for any that is too long.</param>
/// <param name="X">Column, likewise.</param>
/// <param name="Y">Row, likewise.</param>
/// <param name="PixelRatio">1, or 2 for <c>@2x</c>.</param>
/// <param name="Format">Format of the extension, or null without one.</param>
internal readonly record struct TileAddress(int Z, int X, int Y, int PixelRatio, TileFormat? Format)
{
    private const string DenseSuffix = "@2x";

    /// <summary>Reads the last three parts of a path.</summary>
    /// <param name="z">Zoom.</param>
    /// <param name="x">Column.</param>
    /// <param name="file">Row with suffix and extension.</param>
    /// <param name="address">What they say.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal static Problem? Read(string z, string x, string file, out TileAddress address)
    {
        address = default;
        var row = file.AsSpan();
        TileFormat? format = null;
        var dot = file.LastIndexOf('.');
        if (dot >= 0)
        {
            var extension = file[(dot + 1)..];
            if (!TileFormat.TryGet(extension, out format))
                return UnsupportedFormat("ext", extension);
            row = row[..dot];
        }

        var isDense = row.EndsWith(DenseSuffix, StringComparison.Ordinal);
        if (isDense)
            row = row[..^DenseSuffix.Length];
        if (!TryReadNumber(z, out var zoom))
            return Problem.InvalidParameter("z", z, "a whole number");
        if (!TryReadNumber(x, out var column))
            return Problem.InvalidParameter("x", x, "a whole number");
        if (!TryReadNumber(row, out var line))
            return Problem.InvalidParameter("y", file, "a whole number, perhaps with @2x, and an extension");
        address = new TileAddress(zoom, column, line, isDense ? 2 : 1, format);
        return null;
    }

    /// <summary>The answer to a format that does not exist.</summary>
    internal static Problem UnsupportedFormat(string param, string value) => new(ProblemKinds.UnsupportedFormat)
    {
        Detail = "There is no format of this name.",
        Errors = [ParameterFault.Of(param, value, $"one of {string.Join(", ", TileFormat.All.Select(known => known.Name))}")],
    };

    /// <summary>The answer to a tile that is not in the set.</summary>
    internal Problem OutOfRange(TileMatrixSet set)
    {
        var most = set.Matrices.Count - 1;
        return new Problem(ProblemKinds.TileOutOfRange)
        {
            Detail = Z < 0 || Z > most
                ? string.Create(CultureInfo.InvariantCulture, $"{set.Id} has the zooms 0 to {most}.")
                : string.Create(CultureInfo.InvariantCulture, $"Zoom {Z} of {set.Id} has the columns 0 to {set.Matrices[Z].MatrixWidth - 1} and the rows 0 to {set.Matrices[Z].MatrixHeight - 1}."),
        };
    }

    /// <summary>Digits, perhaps behind a minus; a number of any length is a number.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, out int number)
    {
        number = -1;
        var isNegative = text is ['-', ..];
        var digits = isNegative ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!isNegative && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            number = int.MaxValue;
        return true;
    }
}
