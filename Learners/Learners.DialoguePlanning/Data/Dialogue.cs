namespace Learners.DialoguePlanning.Data;

/// <summary>Turns in the order in which they were said, or places in the order in which they were visited.</summary>
/// <param name="Turns">Texts; never empty.</param>
public sealed record Dialogue(IReadOnlyList<string> Turns);

/// <summary>Dialogues to learn from, to watch while learning, and to be judged on.</summary>
/// <param name="Name">Of the data set.</param>
/// <param name="Training">Learnt from.</param>
/// <param name="Validation">Held out while learning.</param>
/// <param name="Test">Judged on.</param>
public sealed record DialogueCorpus(string Name, IReadOnlyList<Dialogue> Training, IReadOnlyList<Dialogue> Validation, IReadOnlyList<Dialogue> Test);
