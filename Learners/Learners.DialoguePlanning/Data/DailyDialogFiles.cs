namespace Learners.DialoguePlanning.Data;

/// <summary>Reads DailyDialog as it was released: a dialogue a line, every turn closed by <c>__eou__</c>.</summary>
/// <remarks>Li et al. 2017, CC BY-NC-SA 4.0: read from a folder of the user's, never part of this program.</remarks>
public static class DailyDialogFiles
{
    private const string EndOfTurn = "__eou__";
    private static readonly string[] s_forms = ["dialogues_text_{0}.txt", "dialogues_{0}.txt", "{0}/dialogues_{0}.txt"];

    /// <summary>Reads the three parts.</summary>
    /// <param name="folder">With <c>dialogues_text_train.txt</c> and its like, or <c>train/dialogues_train.txt</c> as in the archive.</param>
    /// <exception cref="IOException">A part is not there; the message says what is looked for.</exception>
    /// <exception cref="InvalidDataException">A file holds no dialogue in this form.</exception>
    public static DialogueCorpus Read(string folder) => new("dailydialog", Part(folder, "train"), Part(folder, "validation"), Part(folder, "test"));

    /// <summary>Reads dialogues, one a line.</summary>
    /// <param name="reader">Of the file.</param>
    /// <param name="name">Of the file, for the message.</param>
    /// <exception cref="InvalidDataException">A line has turns that are not closed, or there is no line.</exception>
    internal static IReadOnlyList<Dialogue> Read(TextReader reader, string name)
    {
        var dialogues = new List<Dialogue>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (!line.Contains(EndOfTurn, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"line {number} of {name} has no turn that ends in {EndOfTurn}");
            }

            dialogues.Add(new Dialogue([.. line.Split(EndOfTurn, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]));
        }

        return dialogues.Count > 0 ? dialogues : throw new InvalidDataException($"{name} holds no dialogue");
    }

    private static IReadOnlyList<Dialogue> Part(string folder, string part)
    {
        string[] paths = [.. s_forms.Select(form => Path.Combine(folder, form.Replace("{0}", part, StringComparison.Ordinal)))];
        var path = paths.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"DailyDialog's part '{part}' is not in {folder}: looked for {string.Join(", ", paths.Select(Path.GetFileName))}; name its folder with --source", paths[0]);
        using var reader = new StreamReader(path);
        return Read(reader, Path.GetFileName(path));
    }
}
