using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Learners.Contracts;

/// <summary>One setting of a learner with its type, range and default.</summary>
/// <param name="Name">Key, in words joined by hyphens.</param>
/// <param name="Description">What it changes, with the unit.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(IntegerParameter), "integer")]
[JsonDerivedType(typeof(RealParameter), "real")]
[JsonDerivedType(typeof(ChoiceParameter), "choice")]
[JsonDerivedType(typeof(FileParameter), "file")]
public abstract record HyperParameter(string Name, string Description)
{
    /// <summary>The default as text in the invariant culture.</summary>
    [JsonIgnore]
    public abstract string DefaultText { get; }

    /// <summary>What is allowed, as a phrase that fits after "is".</summary>
    [JsonIgnore]
    public abstract string RangeText { get; }

    /// <summary>Reads a text a person wrote and brings it into the one form in which values are stored.</summary>
    /// <param name="text">Such as <c>4e-4</c>.</param>
    /// <param name="normal">The stored form, such as <c>0.0004</c>.</param>
    /// <returns>False when the text has another type or lies outside the range.</returns>
    public abstract bool TryNormalise(string text, [NotNullWhen(true)] out string? normal);

    /// <summary>The same parameter with another default.</summary>
    /// <param name="text">Within the range.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public HyperParameter WithDefault(string text) => TryNormalise(text, out var normal)
        ? Defaulting(normal)
        : throw new ArgumentException($"{Name} is {RangeText}, not '{text}'", nameof(text));

    /// <summary>The same parameter with a default that has been checked.</summary>
    /// <param name="normal">In the stored form.</param>
    private protected abstract HyperParameter Defaulting(string normal);
}

/// <summary>A whole number.</summary>
/// <param name="Name">Key.</param>
/// <param name="Description">What it changes.</param>
/// <param name="Default">Used when nothing is set.</param>
/// <param name="Minimum">Smallest allowed.</param>
/// <param name="Maximum">Largest allowed.</param>
public sealed record IntegerParameter(string Name, string Description, long Default, long Minimum, long Maximum)
    : HyperParameter(Name, Description)
{
    /// <inheritdoc/>
    public override string DefaultText => Default.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string RangeText => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}");

    /// <inheritdoc/>
    public override bool TryNormalise(string text, [NotNullWhen(true)] out string? normal)
    {
        var valid = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= Minimum && value <= Maximum;
        normal = valid ? value.ToString(CultureInfo.InvariantCulture) : null;
        return valid;
    }

    private protected override HyperParameter Defaulting(string normal) => this with { Default = long.Parse(normal, CultureInfo.InvariantCulture) };
}

/// <summary>A real number.</summary>
/// <param name="Name">Key.</param>
/// <param name="Description">What it changes.</param>
/// <param name="Default">Used when nothing is set.</param>
/// <param name="Minimum">Smallest allowed.</param>
/// <param name="Maximum">Largest allowed.</param>
public sealed record RealParameter(string Name, string Description, double Default, double Minimum, double Maximum)
    : HyperParameter(Name, Description)
{
    /// <inheritdoc/>
    public override string DefaultText => Default.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string RangeText => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}");

    /// <inheritdoc/>
    public override bool TryNormalise(string text, [NotNullWhen(true)] out string? normal)
    {
        var valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= Minimum && value <= Maximum; // NaN fails both comparisons
        normal = valid ? value.ToString("R", CultureInfo.InvariantCulture) : null;
        return valid;
    }

    private protected override HyperParameter Defaulting(string normal) => this with { Default = double.Parse(normal, CultureInfo.InvariantCulture) };
}

/// <summary>One of a few words.</summary>
/// <param name="Name">Key.</param>
/// <param name="Description">What it changes.</param>
/// <param name="Default">Used when nothing is set.</param>
/// <param name="Choices">The words allowed.</param>
public sealed record ChoiceParameter(string Name, string Description, string Default, IReadOnlyList<string> Choices)
    : HyperParameter(Name, Description)
{
    /// <inheritdoc/>
    public override string DefaultText => Default;

    /// <inheritdoc/>
    public override string RangeText => "one of " + string.Join(", ", Choices);

    /// <inheritdoc/>
    public override bool TryNormalise(string text, [NotNullWhen(true)] out string? normal)
    {
        normal = Choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));
        return normal is not null;
    }

    private protected override HyperParameter Defaulting(string normal) => this with { Default = normal };
}

/// <summary>A file of the machine that trains, or none. Only the command line of that machine may name one.</summary>
/// <param name="Name">Key.</param>
/// <param name="Description">What it is for.</param>
public sealed record FileParameter(string Name, string Description) : HyperParameter(Name, Description)
{
    private const int Longest = 1024;

    /// <inheritdoc/>
    public override string DefaultText => string.Empty;

    /// <inheritdoc/>
    public override string RangeText => "a path of a file, or nothing";

    /// <inheritdoc/>
    public override bool TryNormalise(string text, [NotNullWhen(true)] out string? normal)
    {
        normal = text.Length <= Longest && !text.Any(char.IsControl) ? text.Trim() : null;
        return normal is not null;
    }

    private protected override HyperParameter Defaulting(string normal) =>
        normal.Length == 0 ? this : throw new ArgumentException($"{Name} has no default", nameof(normal));
}
