using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Lets torch multiply matrices in bfloat16 on this thread while weights, losses and gradients stay float32.</summary>
/// <remarks>
/// TorchSharp has no autocast, libtorch has: its C++ functions take plain enumerations, so they can be called by their mangled names, which have
/// been the same since libtorch 2.4.
/// </remarks>
internal sealed partial class Autocast : IDisposable
{
    private const string Library = "torch_cpu";
    private readonly DeviceType _device;

    /// <summary>Begins; only one at a time on a thread.</summary>
    /// <param name="device">Where the network lives.</param>
    /// <exception cref="TrainingException">This libtorch has no such functions.</exception>
    internal Autocast(DeviceType device)
    {
        _device = device;
        try
        {
            SetType((sbyte)device, (sbyte)ScalarType.BFloat16);
            SetEnabled((sbyte)device, true);
        }
        catch (EntryPointNotFoundException fault)
        {
            throw new TrainingException("this libtorch cannot mix precisions; use --set precision=float32", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SetEnabled((sbyte)_device, false);
        ClearCache(); // copies of weights in bfloat16 are good for one step
    }

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void SetEnabled(sbyte device, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void SetType(sbyte device, sbyte type);

    [LibraryImport(Library, EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void ClearCache();
}
