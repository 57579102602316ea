using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GeoCore.Encoding.Kernels;

/// <summary>Chooses the register width of a product.</summary>
internal static class PanelProduct
{
    /// <summary>Computes one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(in PanelOperands operands)
    {
        if (Vector512.IsHardwareAccelerated)
            PanelKernel<Vector512<float>, FloatLanes512>.Wide(operands);
        else if (Vector256.IsHardwareAccelerated)
            PanelKernel<Vector256<float>, FloatLanes256>.Narrow(operands);
        else
            PanelKernel<Vector128<float>, FloatLanes128>.Narrow(operands);
    }
}
