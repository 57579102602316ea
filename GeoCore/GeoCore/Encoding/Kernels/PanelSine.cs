using System.Runtime.Intrinsics;

namespace GeoCore.Encoding.Kernels;

/// <summary>Chooses the register width of a sine layer that is trained: its slope is wanted beside its value.</summary>
internal static unsafe class PanelSine
{
    /// <summary>Sines in place, cosines beside them, of [8, 32] sums.</summary>
    /// <param name="sums">Radians; receives the sines.</param>
    /// <param name="cosines">Receives the cosines.</param>
    public static void Apply(float* sums, float* cosines)
    {
        const int length = Panel.Neurons * Panel.Places;
        if (Vector512.IsHardwareAccelerated)
        {
            SineKernel<Vector512<float>, FloatLanes512>.SinCos(sums, cosines, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SineKernel<Vector256<float>, FloatLanes256>.SinCos(sums, cosines, length);
        }
        else
        {
            SineKernel<Vector128<float>, FloatLanes128>.SinCos(sums, cosines, length);
        }
    }
}
