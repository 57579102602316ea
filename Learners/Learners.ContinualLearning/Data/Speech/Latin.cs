namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Texts for programs that know no Unicode: ISO 8859-1 and, of ISO 8859-2, the letters of Czech.</summary>
internal static class Latin
{
    /// <summary>Code page of ISO 8859-1.</summary>
    internal const int Western = 28591;

    /// <summary>Code page of ISO 8859-2.</summary>
    internal const int Central = 28592;

    // letters of Czech and Slovak that ISO 8859-2 has in other places than ISO 8859-1 or alone
    private static readonly Dictionary<char, byte> s_central = new()
    {
        ['Š'] = 0xA9,
        ['Ť'] = 0xAB,
        ['Ž'] = 0xAE,
        ['š'] = 0xB9,
        ['ť'] = 0xBB,
        ['ž'] = 0xBE,
        ['Č'] = 0xC8,
        ['Ě'] = 0xCC,
        ['Ď'] = 0xCF,
        ['Ň'] = 0xD2,
        ['Ř'] = 0xD8,
        ['Ů'] = 0xD9,
        ['č'] = 0xE8,
        ['ě'] = 0xEC,
        ['ď'] = 0xEF,
        ['ň'] = 0xF2,
        ['ř'] = 0xF8,
        ['ů'] = 0xF9,
        ['ľ'] = 0xB5,
        ['Ľ'] = 0xA5,
    };

    /// <summary>Bytes of a text; what the code page has not becomes a space.</summary>
    /// <param name="text">Any.</param>
    /// <param name="codePage">One of the two.</param>
    internal static byte[] Bytes(string text, int codePage) =>
        [.. text.Select(letter => codePage == Central && s_central.TryGetValue(letter, out var code) ? code : letter < 256 ? (byte)letter : (byte)' ')];
}
