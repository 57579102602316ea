using System.Runtime.Intrinsics;

namespace GeoCore.Encoding.Kernels;

/// <summary>Chooses the register width of a product.</summary>
internal static unsafe class PanelProduct
{
    /// <summary>Computes one panel.</summary>
    public static void Compute(in PanelOperands operands)
    {
        if (operands.Activation != Activation.AddRectified)
        {
            Compute(operands, operands.Results);
            return;
        }

        var sums = stackalloc float[Panel.Neurons * Panel.Places];
        Compute(operands, sums);
    }

    private static void Compute(in PanelOperands operands, float* sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            PanelKernel<Vector512<float>, FloatLanes512>.Wide(operands, sums);
            PanelActivation<Vector512<float>, FloatLanes512>.Apply(operands.Activation, sums, operands.Results);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            PanelKernel<Vector256<float>, FloatLanes256>.Narrow(operands, sums);
            PanelActivation<Vector256<float>, FloatLanes256>.Apply(operands.Activation, sums, operands.Results);
        }
        else
        {
            PanelKernel<Vector128<float>, FloatLanes128>.Narrow(operands, sums);
            PanelActivation<Vector128<float>, FloatLanes128>.Apply(operands.Activation, sums, operands.Results);
        }
    }
}
