namespace GeoCore.Evaluation;

/// <summary>A sum of real numbers that does not depend on their order: each is rounded once to a multiple of 2⁻⁶⁰, and the multiples are added exactly.</summary>
/// <remarks>Sums may reach 1.4 · 10²⁰; beyond that <see cref="OverflowException"/> is thrown instead of a wrong number.</remarks>
public struct ExactSum : IEquatable<ExactSum>
{
    private const double Scale = 1L << 60;

    private Int128 _multiples;

    /// <summary>The sum, rounded to the nearest double.</summary>
    public readonly double Value => (double)_multiples / Scale;

    /// <summary>Adds a number.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers can be summed.");
        }

        _multiples = checked(_multiples + checked((Int128)Math.Round(value * Scale)));
    }

    /// <summary>Adds another sum.</summary>
    public void Add(ExactSum other) => _multiples = checked(_multiples + other._multiples);

    internal readonly void Save(BinaryWriter writer)
    {
        writer.Write((long)(_multiples >> 64));
        writer.Write((ulong)(_multiples & ulong.MaxValue));
    }

    internal static ExactSum Load(BinaryReader reader) => new() { _multiples = ((Int128)reader.ReadInt64() << 64) | reader.ReadUInt64() };

    /// <inheritdoc/>
    public readonly bool Equals(ExactSum other) => _multiples == other._multiples;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ExactSum other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _multiples.GetHashCode();

    /// <summary>Whether two sums are the same to the last bit.</summary>
    public static bool operator ==(ExactSum left, ExactSum right) => left.Equals(right);

    /// <summary>Whether two sums differ.</summary>
    public static bool operator !=(ExactSum left, ExactSum right) => !left.Equals(right);
}
