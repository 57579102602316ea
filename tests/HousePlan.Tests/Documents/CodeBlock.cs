using System.Text.RegularExpressions;

namespace HousePlan.Tests.Documents;

/// <summary>A block of code in a Markdown file.</summary>
/// <param name="Language">Word behind the opening fence.</param>
/// <param name="Text">Lines between the fences.</param>
internal sealed record CodeBlock(string Language, string Text)
{
    /// <summary>Lines without the comment at their end, joined where one ends in a backslash; empty ones left out.</summary>
    public IEnumerable<string> Commands => Regex.Replace(Text, @"\s*\\\n\s*", " ").Split('\n')
        .Select(line => Regex.Replace(line, @"(^|\s)#.*", "").Trim()).Where(line => line.Length > 0);

    /// <summary>All blocks of a file.</summary>
    /// <param name="path">From the root of the checkout.</param>
    public static IReadOnlyList<CodeBlock> In(string path) => Parse(Checkout.Read(path));

    /// <summary>All blocks of a text.</summary>
    public static IReadOnlyList<CodeBlock> Parse(string markdown) =>
        [.. Regex.Matches(markdown, @"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => new CodeBlock(match.Groups[1].Value, match.Groups[2].Value))];
}
