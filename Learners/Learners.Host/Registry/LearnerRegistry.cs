using Learners.ContinualLearning;
using Learners.Contracts;
using Learners.DialoguePlanning;
using Learners.Geolocation;
using Learners.Host.Commands;
using Learners.LocationEncoding;
using Learners.Torch.Training;

namespace Learners.Host.Registry;

/// <summary>The learners of this program. A paper's room is added in one line of <see cref="Papers"/>.</summary>
/// <param name="open">Gives learners with different names; asked once, when a command needs them.</param>
internal sealed class LearnerRegistry(Func<IReadOnlyList<ILearnerDefinition>> open)
{
    private readonly Lazy<IReadOnlyList<ILearnerDefinition>> _definitions = new(open);

    /// <summary>The papers' learners.</summary>
    internal static IReadOnlyList<ILearnerDefinition> Papers { get; } =
    [
        new LocationEncoderDefinition(),
        new GeolocatorDefinition(),
        new CurvedDefinition(),
        new RwmDefinition(),
    ];

    /// <summary>All of them, in the order in which people see them.</summary>
    internal IReadOnlyList<ILearnerDefinition> Definitions => _definitions.Value;

    /// <summary>What they are.</summary>
    internal IReadOnlyList<LearnerCard> Cards => [.. Definitions.Select(definition => definition.Card)];

    /// <summary>Finds a learner.</summary>
    /// <param name="name">Name on its card.</param>
    /// <exception cref="UsageException">There is none of that name; the message lists those there are.</exception>
    internal ILearnerDefinition Find(string name) =>
        Definitions.FirstOrDefault(definition => definition.Card.Name == name)
        ?? throw new UsageException($"there is no learner '{name}'; there is {string.Join(", ", Cards.Select(card => card.Name))}");
}
