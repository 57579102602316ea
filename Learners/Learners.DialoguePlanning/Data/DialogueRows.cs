using Learners.DialoguePlanning.Text;

namespace Learners.DialoguePlanning.Data;

/// <summary>The turns of dialogues as rows of numbers.</summary>
internal sealed class DialogueRows
{
    /// <summary>Numbers the turns.</summary>
    /// <param name="dialogues">One after another.</param>
    /// <param name="vocabulary">Of the texts.</param>
    internal DialogueRows(IReadOnlyList<Dialogue> dialogues, Vocabulary vocabulary)
    {
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<int[]>();
        var same = new List<int>();
        var starts = new List<int> { 0 };
        foreach (var dialogue in dialogues)
        {
            foreach (var turn in dialogue.Turns)
            {
                rows.Add(vocabulary.Numbers(turn));
                var text = string.Join(' ', Tokens.Of(turn));
                if (!groups.TryGetValue(text, out var group))
                {
                    groups[text] = group = groups.Count;
                }

                same.Add(group);
            }

            starts.Add(rows.Count);
        }

        (Rows, Groups, Starts) = (rows, same, starts);
    }

    /// <summary>Numbers of every turn.</summary>
    internal IReadOnlyList<int[]> Rows { get; }

    /// <summary>Turns that say the same have the same number.</summary>
    internal IReadOnlyList<int> Groups { get; }

    /// <summary>First turn of every dialogue, and the number of turns at the end.</summary>
    internal IReadOnlyList<int> Starts { get; }

    /// <summary>Dialogues.</summary>
    internal int Count => Starts.Count - 1;
}
