using Learners.Contracts;
using Learners.Host.Commands;
using Learners.LocationEncoding;
using Learners.Torch.Training;

namespace Learners.Host.Registry;

/// <summary>The learners of this program. A paper's room is added in one line of <see cref="Papers"/>.</summary>
/// <param name="definitions">Learners with different names.</param>
internal sealed class LearnerRegistry(IReadOnlyList<ILearnerDefinition> definitions)
{
    /// <summary>The papers' learners.</summary>
    internal static IReadOnlyList<ILearnerDefinition> Papers { get; } =
    [
        new LocationEncoderDefinition(),
    ];

    /// <summary>All of them, in the order in which people see them.</summary>
    internal IReadOnlyList<ILearnerDefinition> Definitions { get; } = definitions;

    /// <summary>What they are.</summary>
    internal IReadOnlyList<LearnerCard> Cards { get; } = [.. definitions.Select(definition => definition.Card)];

    /// <summary>Finds a learner.</summary>
    /// <param name="name">Name on its card.</param>
    /// <exception cref="UsageException">There is none of that name; the message lists those there are.</exception>
    internal ILearnerDefinition Find(string name) =>
        Definitions.FirstOrDefault(definition => definition.Card.Name == name)
        ?? throw new UsageException($"there is no learner '{name}'; there is {string.Join(", ", Cards.Select(card => card.Name))}");
}
