using Learners.DialoguePlanning.Data;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>The turns of dialogues by number, so that a similarity is asked by two numbers.</summary>
internal sealed class TurnTable
{
    private readonly int[] _starts;

    /// <summary>Numbers the turns.</summary>
    /// <param name="dialogues">One after another.</param>
    internal TurnTable(IReadOnlyList<Dialogue> dialogues)
    {
        Turns = [.. dialogues.SelectMany(dialogue => dialogue.Turns)];
        _starts = new int[dialogues.Count + 1];
        for (var i = 0; i < dialogues.Count; i++)
        {
            _starts[i + 1] = _starts[i] + dialogues[i].Turns.Count;
        }

        Everyone = [.. Enumerable.Range(0, dialogues.Count)];
    }

    /// <summary>Texts in the order of their numbers.</summary>
    internal IReadOnlyList<string> Turns { get; }

    /// <summary>Numbers of all dialogues.</summary>
    internal IReadOnlyList<int> Everyone { get; }

    /// <summary>Turns of a dialogue.</summary>
    internal int Length(int dialogue) => _starts[dialogue + 1] - _starts[dialogue];

    /// <summary>Number of a turn of a dialogue.</summary>
    internal int Turn(int dialogue, int position) => _starts[dialogue] + position;
}
