using System.Globalization;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A table read from its first row to its last, one row at a time.</summary>
/// <param name="path">The file, as messages name it.</param>
public abstract class TableReader(string path) : IDisposable
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Names of the columns.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Where the row stands, from 1: a line of a text, a row of anything else.</summary>
    public long Line { get; protected set; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <summary>What <see cref="Line"/> counts.</summary>
    protected virtual string LineWord => "line";

    /// <summary>Says which columns will be asked for, before the first row is read; others may then be left unread.</summary>
    public virtual void Choose(IReadOnlyCollection<int> columns)
    {
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InputException">The file is damaged here.</exception>
    public abstract bool Read();

    /// <summary>A field of the row without blanks around it; valid until the next row is read.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>A field as a number, which may be infinite or NaN.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    /// <exception cref="InputException">It is no number.</exception>
    public virtual double Number(int column)
    {
        var text = Text(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        return text switch
        {
            "inf" or "+inf" or "Inf" => double.PositiveInfinity,
            "-inf" or "-Inf" => double.NegativeInfinity,
            "" => throw Fault(column, "is empty where a number is wanted"),
            _ => throw Fault(column, $"is '{Shortened(text)}', which is no number"),
        };
    }

    /// <summary>A fault of a field of this row.</summary>
    public InputException Fault(int column, string what) => new($"{Path}: {LineWord} {Line}, column {Columns[column]}: {what}.");

    /// <summary>A fault of this row.</summary>
    public InputException Fault(string what) => new($"{Path}: {LineWord} {Line}: {what}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>A text that fits a message.</summary>
    internal static string Shortened(ReadOnlySpan<char> text)
    {
        const int longest = 40;
        return (text.Length > longest ? $"{text[..longest]}…" : text.ToString()).ReplaceLineEndings(" ");
    }
}
