using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Networks;

/// <summary>Turns texts into vectors without torch.</summary>
internal interface ITextEncoder
{
    /// <summary>Numbers of a vector.</summary>
    int Width { get; }

    /// <summary>Roles it knows.</summary>
    RoleSet Roles { get; }

    /// <summary>Writes the vectors of a text in every role.</summary>
    /// <param name="text">Any.</param>
    /// <param name="vectors">Receives roles × width numbers, role by role.</param>
    void Encode(string text, Span<float> vectors);
}
