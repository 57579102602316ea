namespace GeoCore.Evaluation.Uncertainty;

/// <summary>Reproducible numbers; any two seeds give streams of their own, so that pieces of work can run in any order.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal struct RandomStream
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>The stream of one piece of work.</summary>
    internal RandomStream(ulong seed, ulong piece) => _state = Mix(Mix(seed) + piece * Increment);

    /// <summary>The next 64 bits.</summary>
    internal ulong Next() => Mix(_state += Increment);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
