using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Reads what is said in clips: the lists of Asterisk's prompts, and the dialogues of Fish Fillets.</summary>
internal static partial class Transcripts
{
    /// <summary>Lines <c>name: text</c>; those with a bracket tell of noises and are left out.</summary>
    /// <param name="stream">Of the list, packed with gzip.</param>
    internal static Dictionary<string, string> Prompts(Stream stream)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), System.Text.Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var cut = line.IndexOf(':', StringComparison.Ordinal);
            if (cut > 0 && line[0] != ';' && !line.Contains('[', StringComparison.Ordinal) && line[(cut + 1)..].Trim() is { Length: > 0 } text)
            {
                texts[line[..cut].Trim()] = text;
            }
        }

        return texts;
    }

    /// <summary>Pairs <c>dialogId("id", …)</c> and <c>dialogStr("text")</c>.</summary>
    /// <param name="script">Of one level and language.</param>
    internal static Dictionary<string, string> Dialogues(string script)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Pair().Matches(script))
        {
            var text = match.Groups[2].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Trim();
            if (text.Length > 0)
            {
                texts[match.Groups[1].Value] = text;
            }
        }

        return texts;
    }

    [GeneratedRegex("""dialogId\("([^"]+)"[^\n]*\n\s*dialogStr\("((?:[^"\\]|\\.)*)"\)""")]
    private static partial Regex Pair();
}
