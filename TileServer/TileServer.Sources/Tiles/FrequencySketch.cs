namespace TileServer.Sources.Tiles;

/// <summary>Remembers roughly how often keys were asked for lately, in 4 rows of small counters that are halved now and then.</summary>
/// <remarks>Count-min sketch with ageing, as in TinyLFU (Einziger, Friedman and Manes, ACM Transactions on Storage 13(4), 2017).</remarks>
internal sealed class FrequencySketch
{
    private const int Rows = 4;
    private const byte Ceiling = 15;
    private const int SamplesPerColumn = 10;

    private static readonly uint[] s_multipliers = [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F];

    private readonly byte[] _counters;
    private readonly int _shift;
    private int _samples;

    /// <summary>Creates a sketch.</summary>
    /// <param name="bits">Logarithm of the number of columns.</param>
    internal FrequencySketch(int bits)
    {
        _shift = 32 - bits;
        _counters = new byte[Rows << bits];
    }

    private int Columns => _counters.Length / Rows;

    internal void Count(int hash)
    {
        for (var row = 0; row < Rows; row++)
        {
            ref var counter = ref _counters[Place(row, hash)];
            if (counter < Ceiling)
                counter++;
        }

        if (++_samples < Columns * SamplesPerColumn)
            return;
        _samples = 0;
        for (var i = 0; i < _counters.Length; i++)
            _counters[i] >>= 1;
    }

    internal int Estimate(int hash)
    {
        var least = Ceiling;
        for (var row = 0; row < Rows; row++)
            least = Math.Min(least, _counters[Place(row, hash)]);
        return least;
    }

    private int Place(int row, int hash) => (row * Columns) + (int)(((uint)hash * s_multipliers[row]) >> _shift);
}
