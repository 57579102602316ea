using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GeoCore.Encoding.Kernels;

/// <summary>Turns rows into columns, eight by eight: products that run over places want what products that run over neurons wrote, the other way round.</summary>
internal static unsafe class PanelTranspose
{
    /// <summary>Side of a block.</summary>
    public const int Side = 8;

    /// <summary>Turns one block of 8 × 8.</summary>
    /// <param name="source">Its first row.</param>
    /// <param name="sourceStride">From one row to the next.</param>
    /// <param name="target">Receives the first column as a row.</param>
    /// <param name="targetStride">From one row to the next.</param>
    public static void Block(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (Avx.IsSupported)
        {
            Shuffle(source, sourceStride, target, targetStride);
        }
        else
        {
            Turn(source, sourceStride, target, targetStride, Side, Side);
        }
    }

    /// <summary>The scalar twin, of any size.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="sourceStride">From one row to the next.</param>
    /// <param name="target">Receives the first column as a row.</param>
    /// <param name="targetStride">From one row to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    public static void Turn(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    // pairs of rows, then pairs of pairs, then halves of registers
    private static void Shuffle(float* source, nint stride, float* target, nint targetStride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + stride);
        Vector256<float> r2 = Vector256.Load(source + (2 * stride)), r3 = Vector256.Load(source + (3 * stride));
        Vector256<float> r4 = Vector256.Load(source + (4 * stride)), r5 = Vector256.Load(source + (5 * stride));
        Vector256<float> r6 = Vector256.Load(source + (6 * stride)), r7 = Vector256.Load(source + (7 * stride));
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        const byte low = 0b01_00_01_00, high = 0b11_10_11_10;
        Vector256<float> b0 = Avx.Shuffle(a0, a2, low), b1 = Avx.Shuffle(a0, a2, high), b2 = Avx.Shuffle(a1, a3, low), b3 = Avx.Shuffle(a1, a3, high);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, low), b5 = Avx.Shuffle(a4, a6, high), b6 = Avx.Shuffle(a5, a7, low), b7 = Avx.Shuffle(a5, a7, high);
        const byte lower = 0x20, upper = 0x31;
        Avx.Permute2x128(b0, b4, lower).Store(target);
        Avx.Permute2x128(b1, b5, lower).Store(target + targetStride);
        Avx.Permute2x128(b2, b6, lower).Store(target + (2 * targetStride));
        Avx.Permute2x128(b3, b7, lower).Store(target + (3 * targetStride));
        Avx.Permute2x128(b0, b4, upper).Store(target + (4 * targetStride));
        Avx.Permute2x128(b1, b5, upper).Store(target + (5 * targetStride));
        Avx.Permute2x128(b2, b6, upper).Store(target + (6 * targetStride));
        Avx.Permute2x128(b3, b7, upper).Store(target + (7 * targetStride));
    }
}
