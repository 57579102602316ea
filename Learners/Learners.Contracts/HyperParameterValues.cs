using System.Globalization;

namespace Learners.Contracts;

/// <summary>A value for every parameter of a learner, checked against its card by <see cref="LearnerCard.TrySettle"/>.</summary>
/// <param name="texts">Values in their stored form, by parameter name.</param>
public sealed class HyperParameterValues(IReadOnlyDictionary<string, string> texts)
{
    /// <summary>The stored forms by name, as they are written on a card or into a checkpoint.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = texts;

    /// <summary>A whole number.</summary>
    /// <param name="name">Parameter.</param>
    /// <exception cref="KeyNotFoundException">The card has no such parameter.</exception>
    public int Integer(string name) => int.Parse(Texts[name], CultureInfo.InvariantCulture);

    /// <summary>A real number.</summary>
    /// <param name="name">Parameter.</param>
    /// <exception cref="KeyNotFoundException">The card has no such parameter.</exception>
    public double Real(string name) => double.Parse(Texts[name], CultureInfo.InvariantCulture);

    /// <summary>A word.</summary>
    /// <param name="name">Parameter.</param>
    /// <exception cref="KeyNotFoundException">The card has no such parameter.</exception>
    public string Choice(string name) => Texts[name];
}
