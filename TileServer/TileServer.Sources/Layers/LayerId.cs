using System.Globalization;

namespace TileServer.Sources.Layers;

/// <summary>Identifiers of layers in URLs: <c>[a-z0-9][a-z0-9_-]{0,63}</c>.</summary>
public static class LayerId
{
    /// <summary>Longest identifier.</summary>
    public const int MaximumLength = 64;

    /// <summary>Whether a text can be an identifier.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaximumLength && char.IsAsciiLetterOrDigit(text[0]) && !HasForeign(text);

    /// <summary>The identifier of a file: its stem in lower case, with <c>-</c> for every character that an identifier cannot have.</summary>
    /// <param name="path">Path of a file, or of a folder without its final slash.</param>
    /// <param name="isFolder">Whether a dot belongs to the name rather than to an extension.</param>
    public static string FromPath(string path, bool isFolder = false)
    {
        var stem = isFolder ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path);
        var letters = stem.ToLowerInvariant().AsSpan(0, Math.Min(stem.Length, MaximumLength)).ToArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (!IsAllowed(letters[i]))
                letters[i] = '-';
        }

        // the first character is a letter or a digit, whatever the file is called
        var id = new string(letters).TrimStart('-', '_');
        return id.Length > 0 ? id : "layer";
    }

    /// <summary>The identifier, or where it is taken the same with <c>-2</c>, <c>-3</c> … behind it.</summary>
    /// <param name="id">An identifier.</param>
    /// <param name="taken">Identifiers in use; the answer is added.</param>
    public static string MakeUnique(string id, ISet<string> taken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(taken);
        var candidate = id;
        for (var number = 2; !taken.Add(candidate); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            candidate = string.Concat(id.AsSpan(0, Math.Min(id.Length, MaximumLength - suffix.Length)), suffix);
        }

        return candidate;
    }

    private static bool HasForeign(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!IsAllowed(letter))
                return true;
        }

        return char.IsAsciiLetterUpper(text[0]);
    }

    private static bool IsAllowed(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-';
}
