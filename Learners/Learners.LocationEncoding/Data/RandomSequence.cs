namespace Learners.LocationEncoding.Data;

/// <summary>A sequence of random numbers that is fixed by (seed, stream, index): any step's sequence can be had without those before it.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
public struct RandomSequence
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Begins a sequence.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="stream">What the numbers are for, so that uses do not meet.</param>
    /// <param name="index">Such as the step.</param>
    public RandomSequence(long seed, int stream, long index) =>
        _state = Mix(Mix(Mix((ulong)seed + Golden) + (ulong)stream * Golden) + (ulong)index * Golden);

    /// <summary>The next number, uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>Scrambles 64 bits one to one.</summary>
    /// <param name="bits">Any value.</param>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
