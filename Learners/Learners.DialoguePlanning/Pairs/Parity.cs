namespace Learners.DialoguePlanning.Pairs;

/// <summary>Whether two turns are an even number of turns apart, so that the same speaker says both, or an odd one.</summary>
public enum Parity
{
    /// <summary>The same speaker.</summary>
    Even,

    /// <summary>The other speaker.</summary>
    Odd,
}

/// <summary>Parities of distances.</summary>
internal static class Parities
{
    /// <summary>Of a distance in turns.</summary>
    /// <param name="distance">0 or more.</param>
    internal static Parity Of(int distance) => distance % 2 == 0 ? Parity.Even : Parity.Odd;

    /// <summary>The other one.</summary>
    internal static Parity Other(this Parity parity) => parity == Parity.Even ? Parity.Odd : Parity.Even;
}

/// <summary>Which roles an encoder knows.</summary>
public enum RoleSet
{
    /// <summary>One role for everything: no direction can be learnt.</summary>
    Shared,

    /// <summary>Before and after.</summary>
    Classic,

    /// <summary>Before at an even distance, before at an odd distance, after.</summary>
    Speaker,
}

/// <summary>Roles as numbers of an encoder's last layer, and as the words that stand before a text.</summary>
internal static class Roles
{
    /// <summary>Roles of a set.</summary>
    internal static int Count(RoleSet set) => set switch { RoleSet.Shared => 1, RoleSet.Classic => 2, _ => 3 };

    /// <summary>Number of the role of a turn that comes before another.</summary>
    /// <param name="set">What the encoder knows.</param>
    /// <param name="parity">Of the distance to the other turn.</param>
    internal static int Before(RoleSet set, Parity parity) => set == RoleSet.Speaker ? (int)parity : 0;

    /// <summary>Number of the role of a turn that comes after another.</summary>
    internal static int After(RoleSet set) => Count(set) - 1;

    /// <summary>Text of the before side, as a sentence encoder reads it.</summary>
    /// <param name="set">What the encoder knows.</param>
    /// <param name="text">Of the turn.</param>
    /// <param name="distance">Turns to the other one.</param>
    /// <remarks>Section 2.1 of the specification; one blank after every token.</remarks>
    internal static string BeforeText(RoleSet set, string text, int distance) => set switch
    {
        RoleSet.Shared => text,
        RoleSet.Classic => "[BEFORE] " + text,
        _ => $"{(Parities.Of(distance) == Parity.Even ? "[E]" : "[O]")} [BEFORE] {text}",
    };

    /// <summary>Text of the after side.</summary>
    internal static string AfterText(RoleSet set, string text) => set == RoleSet.Shared ? text : "[AFTER] " + text;
}
