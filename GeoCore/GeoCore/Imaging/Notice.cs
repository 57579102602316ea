namespace GeoCore.Imaging;

/// <summary>A picture that says something in words, where a picture was asked for and there is none.</summary>
public static class Notice
{
    private const int Margin = 4, LineHeight = 10, LetterWidth = 6;

    private const uint Ink = 0xFF222222;

    /// <summary>Draws a text in lines as long as fit; what does not fit is cut off.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Pixels from left to right, at least 1.</param>
    /// <param name="height">Pixels from top to bottom, at least 1.</param>
    /// <param name="background">Packed colour behind it.</param>
    /// <returns>Packed colours, row by row from the top.</returns>
    public static uint[] Draw(string text, int width, int height, uint background)
    {
        ArgumentNullException.ThrowIfNull(text);
        var canvas = new Canvas(width, height, background);
        var top = Margin;
        foreach (var line in Lines(text, Math.Max(1, (width - (2 * Margin)) / LetterWidth)))
        {
            if (top >= height)
                break;
            BitmapFont.Draw(canvas, line, Margin, top, 1, Ink);
            top += LineHeight;
        }

        return canvas.Pixels.ToArray();
    }

    private static IEnumerable<string> Lines(string text, int most)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }
}
