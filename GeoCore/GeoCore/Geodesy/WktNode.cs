using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GeoCore.Geodesy;

/// <summary>One element of well-known text: <c>KEYWORD["text",1.5,WORD,CHILD[…]]</c>.</summary>
/// <remarks>
/// OGC 01-009, section 7. An own reader, because ProjNET's never returns from some texts that end early, and a raster's header is a
/// stranger's text.
/// </remarks>
internal sealed class WktNode
{
    private const int MaximumDepth = 16;

    private readonly List<WktNode> _children = [];
    private readonly List<string> _values = [];

    private WktNode(string keyword) => Keyword = keyword;

    /// <summary>In capitals.</summary>
    public string Keyword { get; }

    /// <summary>Texts, words and numbers in their order, unquoted.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The first child with a keyword, or null.</summary>
    public WktNode? this[string keyword] => _children.Find(child => child.Keyword == keyword);

    /// <summary>The children with a keyword.</summary>
    public IEnumerable<WktNode> All(string keyword) => _children.Where(child => child.Keyword == keyword);

    /// <summary>A value as a finite number.</summary>
    public bool TryNumber(int index, out double number)
    {
        number = 0;
        return index < _values.Count
            && double.TryParse(_values[index], NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>Reads a text that holds one element and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out WktNode? node)
    {
        var position = 0;
        node = Element(text, ref position, 0);
        Skip(text, ref position);
        if (position < text.Length)
        {
            node = null;
        }

        return node is not null;
    }

    private static WktNode? Element(ReadOnlySpan<char> text, ref int position, int depth)
    {
        var keyword = Word(text, ref position);
        if (keyword.IsEmpty || depth > MaximumDepth || !TryTake(text, ref position, '[', '('))
        {
            return null;
        }

        var node = new WktNode(keyword.ToString().ToUpperInvariant());
        do
        {
            if (!node.TryRead(text, ref position, depth))
            {
                return null;
            }
        }
        while (TryTake(text, ref position, ',', ','));
        return TryTake(text, ref position, ']', ')') ? node : null;
    }

    private bool TryRead(ReadOnlySpan<char> text, ref int position, int depth)
    {
        if (TryTake(text, ref position, '"', '"'))
        {
            var length = text[position..].IndexOf('"');
            if (length < 0)
            {
                return false;
            }

            _values.Add(text.Slice(position, length).ToString());
            position += length + 1;
            return true;
        }

        var start = position;
        var word = Word(text, ref position);
        Skip(text, ref position);
        if (position < text.Length && text[position] is '[' or '(')
        {
            position = start;
            if (Element(text, ref position, depth + 1) is not { } child)
            {
                return false;
            }

            _children.Add(child);
            return true;
        }

        _values.Add(word.ToString());
        return !word.IsEmpty;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text, scoped ref int position)
    {
        Skip(text, ref position);
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_' or '-' or '+' or '.'))
        {
            position++;
        }

        return text[start..position];
    }

    private static bool TryTake(ReadOnlySpan<char> text, ref int position, char wanted, char alternative)
    {
        Skip(text, ref position);
        if (position >= text.Length || (text[position] != wanted && text[position] != alternative))
        {
            return false;
        }

        position++;
        return true;
    }

    private static void Skip(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }
}
