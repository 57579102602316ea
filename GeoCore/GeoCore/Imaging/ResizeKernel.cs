using System.Text.Json.Serialization;

namespace GeoCore.Imaging;

/// <summary>What weighs the pixels around a place when a picture is resized. All are widened when it shrinks, so that nothing is skipped.</summary>
public enum ResizeKernel
{
    /// <summary>The triangle of linear interpolation.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,

    /// <summary>The cubic of R. Keys (1981) with a = −½.</summary>
    [JsonStringEnumMemberName("cubic")]
    Cubic,

    /// <summary>The mean of what a pixel covers.</summary>
    [JsonStringEnumMemberName("box")]
    Box,
}

/// <summary>The kernels as functions.</summary>
internal static class ResizeKernels
{
    /// <summary>Where the kernel ends, in pixels of the coarser of both pictures.</summary>
    public static double Support(this ResizeKernel kernel) => kernel switch
    {
        ResizeKernel.Cubic => 2,
        ResizeKernel.Box => 0.5,
        _ => 1,
    };

    /// <summary>Weight at a distance.</summary>
    public static double At(this ResizeKernel kernel, double distance)
    {
        var x = Math.Abs(distance);
        return kernel switch
        {
            ResizeKernel.Cubic => x < 1 ? 1 + (x * x * ((1.5 * x) - 2.5)) : x < 2 ? 2 - (x * (4 - (x * (2.5 - (0.5 * x))))) : 0,
            // half open, so that a pixel on an edge belongs to one side
            ResizeKernel.Box => distance is > -0.5 and <= 0.5 ? 1 : 0,
            _ => Math.Max(0, 1 - x),
        };
    }
}
