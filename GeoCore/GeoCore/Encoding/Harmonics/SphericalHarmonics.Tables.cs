using System.Buffers;
using System.Numerics.Tensors;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Tables for grids, on which latitude depends on the row alone and longitude on the column alone.</summary>
/// <remarks>
/// Y(ℓ,m) = T(ℓ,m) cos mλ and Y(ℓ,−m) = T(ℓ,m) sin mλ, where the Legendre table T holds everything but the longitude: √2, signs and scale
/// of the convention. A sum Σ w(ℓ,m) Y(ℓ,m) is Σ_m A_m cos mλ + B_m sin mλ with A_m = Σ_ℓ w(ℓ,m) T(ℓ,m) and B_m = Σ_ℓ w(ℓ,−m) T(ℓ,m),
/// whose terms lie side by side in the table.
/// </remarks>
public sealed partial class SphericalHarmonics
{
    /// <summary>Values of a Legendre table, L(L+1)/2.</summary>
    public int LegendreLength => Degrees * (Degrees + 1) / 2;

    /// <summary>Where order m begins in a Legendre table; (ℓ, m) stands at LegendreOffset(m) + ℓ − m, and there are L − m of them.</summary>
    /// <param name="m">Order, 0 to L − 1.</param>
    public int LegendreOffset(int m) => _recursion.Offset(m);

    /// <summary>The Legendre table of one row.</summary>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="table">Receives <see cref="LegendreLength"/> values, order after order.</param>
    /// <exception cref="ArgumentException">The table is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is out of range.</exception>
    public void FillLegendre(double latitude, Span<double> table)
    {
        Require(table.Length, LegendreLength, nameof(table));
        var point = SpherePoint.FromDegrees(0, latitude);
        double seed = 1;
        var exponent = 0;
        for (var m = 0; m < Degrees; m++)
        {
            TrackedColumn.Evaluate(_recursion, m, point, seed, exponent, table[LegendreOffset(m)..]);
            TrackedColumn.NextSeed(ref seed, ref exponent, point.R);
        }
    }

    /// <summary>The Legendre table of one row, rounded to single precision.</summary>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="table">Receives <see cref="LegendreLength"/> values, order after order.</param>
    /// <exception cref="ArgumentException">The table is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is out of range.</exception>
    public void FillLegendre(double latitude, Span<float> table)
    {
        Require(table.Length, LegendreLength, nameof(table));
        var exact = ArrayPool<double>.Shared.Rent(LegendreLength);
        FillLegendre(latitude, exact);
        TensorPrimitives.ConvertTruncating<double, float>(exact.AsSpan(0, LegendreLength), table);
        ArrayPool<double>.Shared.Return(exact);
    }

    /// <summary>The Legendre tables of many rows, vectorised over rows.</summary>
    /// <param name="latitudes">Degrees, −90 to 90.</param>
    /// <param name="tables">Receives [rows, <see cref="LegendreLength"/>].</param>
    /// <exception cref="ArgumentException">There is no room for all tables.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is out of range.</exception>
    public unsafe void FillLegendre(ReadOnlySpan<double> latitudes, Span<float> tables)
    {
        Require(tables.Length, (long)latitudes.Length * LegendreLength, nameof(tables));
        var block = ArrayPool<float>.Shared.Rent(LegendreLength * BlockPoints);
        fixed (float* lanes = block, rows = tables)
        {
            for (var first = 0; first < latitudes.Length; first += BlockPoints)
            {
                var count = Math.Min(BlockPoints, latitudes.Length - first);
                FillLegendreBlock(latitudes.Slice(first, count), block);
                BlockTranspose.ToRows(lanes, LegendreLength, count, rows + ((long)first * LegendreLength));
            }
        }

        ArrayPool<float>.Shared.Return(block);
    }

    /// <summary>The Legendre tables of up to 16 rows side by side.</summary>
    /// <param name="latitudes">1 to 16, degrees, −90 to 90.</param>
    /// <param name="block">Receives [<see cref="LegendreLength"/>, 16]: entry k of row i at 16 k + i; unused lanes repeat the last row.</param>
    /// <exception cref="ArgumentException">There are not 1 to 16 rows, or the block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is out of range.</exception>
    public void FillLegendreBlock(ReadOnlySpan<double> latitudes, Span<float> block)
    {
        var length = LegendreLength * BlockPoints;
        Require(block.Length, length, nameof(block));
        var exact = ArrayPool<double>.Shared.Rent(length);
        FillLegendreBlock(latitudes, exact);
        TensorPrimitives.ConvertTruncating<double, float>(exact.AsSpan(0, length), block);
        ArrayPool<double>.Shared.Return(exact);
    }

    /// <summary>The Legendre tables of up to 16 rows side by side, in double precision.</summary>
    /// <param name="latitudes">1 to 16, degrees, −90 to 90.</param>
    /// <param name="block">Receives [<see cref="LegendreLength"/>, 16]: entry k of row i at 16 k + i; unused lanes repeat the last row.</param>
    /// <exception cref="ArgumentException">There are not 1 to 16 rows, or the block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is out of range.</exception>
    public unsafe void FillLegendreBlock(ReadOnlySpan<double> latitudes, Span<double> block)
    {
        Span<double> longitudes = stackalloc double[BlockPoints];
        CheckBlock(longitudes[..Math.Min(latitudes.Length, BlockPoints)], latitudes, block.Length, LegendreLength * BlockPoints);
        if (Degrees > BalancedRecursion.PlainDegrees)
        {
            TrackedLegendreBlock(latitudes, block);
            return;
        }

        var places = stackalloc double[PlaceBlock.Length];
        PlaceBlock.Fill(longitudes[..latitudes.Length], latitudes, places);
        fixed (double* start = block)
        {
            HarmonicBlocks.Legendre(_recursion, places, start);
        }
    }

    private void TrackedLegendreBlock(ReadOnlySpan<double> latitudes, Span<double> block)
    {
        var table = ArrayPool<double>.Shared.Rent(LegendreLength);
        for (var lane = 0; lane < BlockPoints; lane++)
        {
            FillLegendre(latitudes[Math.Min(lane, latitudes.Length - 1)], table);
            for (var k = 0; k < LegendreLength; k++)
            {
                block[(k * BlockPoints) + lane] = table[k];
            }
        }

        ArrayPool<double>.Shared.Return(table);
    }
}
