using System.Text.RegularExpressions;

namespace Learners.DialoguePlanning.Text;

/// <summary>Words, numbers and single signs of a text in lower case.</summary>
internal static partial class Tokens
{
    /// <summary>The tokens of a text; the curly apostrophe counts as the straight one.</summary>
    /// <param name="text">Any.</param>
    internal static string[] Of(string text) => [.. Token().Matches(text.Replace('\u2019', '\'').ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"[a-z']+|[0-9]+|[^\sa-z0-9']", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
