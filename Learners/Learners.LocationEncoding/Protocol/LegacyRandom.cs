namespace Learners.LocationEncoding.Protocol;

/// <summary>The Mersenne Twister as NumPy's RandomState seeds and reads it, so that published data sets can be drawn again point by point.</summary>
/// <remarks>
/// Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), with the initialiser of their 2002 revision; Gaussians by
/// Marsaglia's polar method. The golden vectors hold words, doubles and Gaussians.
/// </remarks>
public sealed class LegacyRandom
{
    private const int Size = 624;
    private const int Shift = 397;
    private const uint UpperBit = 0x80000000;
    private const uint Twist = 0x9908B0DF;
    private readonly uint[] _state = new uint[Size];
    private int _at = Size;
    private double? _waiting;

    /// <summary>Starts from a seed.</summary>
    /// <param name="seed">As given to RandomState.</param>
    public LegacyRandom(uint seed)
    {
        _state[0] = seed;
        for (var i = 1u; i < Size; i++)
        {
            var before = _state[i - 1];
            _state[i] = 1812433253u * (before ^ (before >> 30)) + i;
        }
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (_at == Size)
        {
            Refill();
        }

        var word = _state[_at++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    /// <summary>The next number, uniform in [0, 1), of 53 bits from two words.</summary>
    public double NextDouble()
    {
        double high = NextUInt32() >> 5, low = NextUInt32() >> 6;
        return (high * 67108864 + low) / 9007199254740992;
    }

    /// <summary>The next number of the standard normal distribution. They come in pairs, the second factor first.</summary>
    public double NextGaussian()
    {
        if (_waiting is { } kept)
        {
            _waiting = null;
            return kept;
        }

        double x, y, square;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);

        var factor = Math.Sqrt(-2 * Math.Log(square) / square);
        _waiting = factor * x;
        return factor * y;
    }

    /// <summary>The numbers from 0 to one less than a count in a random order, as <c>permutation</c> and <c>choice</c> without replacement give them.</summary>
    /// <param name="count">At least 0.</param>
    /// <remarks>Fisher and Yates from the end; each index is drawn by masking a word and drawing again while it is too large.</remarks>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var other = NextUpTo((uint)i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private uint NextUpTo(uint largest)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > largest);

        return value;
    }

    private void Refill()
    {
        for (var i = 0; i < Size; i++)
        {
            var mixed = (_state[i] & UpperBit) | (_state[(i + 1) % Size] & ~UpperBit);
            _state[i] = _state[(i + Shift) % Size] ^ (mixed >> 1) ^ ((mixed & 1) * Twist);
        }

        _at = 0;
    }
}
