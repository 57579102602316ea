namespace Learners.DialoguePlanning.Text;

/// <summary>A hash of words that is the same on every machine and in every process.</summary>
/// <remarks>Fowler, Noll and Vo, FNV-1a with 64 bits, over UTF-16 units and a separator between words.</remarks>
internal static class Fnv
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const char Separator = '\u001f';

    /// <summary>Hash of words in their order.</summary>
    /// <param name="words">Any.</param>
    internal static ulong Hash(params ReadOnlySpan<string> words)
    {
        var hash = Basis;
        foreach (var word in words)
        {
            foreach (var letter in word)
            {
                hash = unchecked((hash ^ letter) * Prime);
            }

            hash = unchecked((hash ^ Separator) * Prime);
        }

        return hash;
    }
}
