using System.Runtime.Intrinsics;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Chooses the register width for a block.</summary>
internal static unsafe class HarmonicBlocks
{
    /// <summary>Features of a block in single precision.</summary>
    public static void Features(BalancedRecursion recursion, AlternatingRecursion alternating, double* places, float* block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            FloatKernel<Vector512<double>, Vector512<float>, Lanes512>.Features(recursion, alternating, places, block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            FloatKernel<Vector256<double>, Vector256<float>, Lanes256>.Features(recursion, alternating, places, block);
        }
        else
        {
            FloatKernel<Vector128<double>, Vector128<float>, Lanes128>.Features(recursion, alternating, places, block);
        }
    }

    /// <summary>Features of a block, all of the recursion in double.</summary>
    public static void Features<T>(BalancedRecursion recursion, double* places, T* block)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
        {
            HarmonicKernel<Vector512<double>, Vector512<float>, Lanes512>.Features(recursion, places, block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            HarmonicKernel<Vector256<double>, Vector256<float>, Lanes256>.Features(recursion, places, block);
        }
        else
        {
            HarmonicKernel<Vector128<double>, Vector128<float>, Lanes128>.Features(recursion, places, block);
        }
    }

    /// <summary>Scaled Legendre functions of a block.</summary>
    public static void Legendre(BalancedRecursion recursion, double* places, double* block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            HarmonicKernel<Vector512<double>, Vector512<float>, Lanes512>.Legendre(recursion, places, block);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            HarmonicKernel<Vector256<double>, Vector256<float>, Lanes256>.Legendre(recursion, places, block);
        }
        else
        {
            HarmonicKernel<Vector128<double>, Vector128<float>, Lanes128>.Legendre(recursion, places, block);
        }
    }
}
