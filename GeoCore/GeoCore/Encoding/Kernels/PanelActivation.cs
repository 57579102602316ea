namespace GeoCore.Encoding.Kernels;

/// <summary>Activations of a panel of sums.</summary>
/// <typeparam name="T">A vector of floats, or a float.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
internal static unsafe class PanelActivation<T, TLanes>
    where T : struct
    where TLanes : struct, IFloatLanes<T>
{
    private const int Length = Panel.Neurons * Panel.Places;

    /// <summary>Applies an activation.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="sums">[8, 32].</param>
    /// <param name="results">Receives [8, 32]; the sums themselves unless the activation adds to what stands here.</param>
    public static void Apply(Activation activation, float* sums, float* results)
    {
        switch (activation)
        {
            case Activation.Sine:
                SineKernel<T, TLanes>.Sin(results, Length);
                break;
            case Activation.Rectify:
                for (var i = 0; i < Length; i += TLanes.Count)
                {
                    TLanes.Store(results + i, TLanes.Max(TLanes.Load(results + i), TLanes.Broadcast(0)));
                }

                break;
            case Activation.AddRectified:
                for (var i = 0; i < Length; i += TLanes.Count)
                {
                    TLanes.Store(results + i, TLanes.Add(TLanes.Load(results + i), TLanes.Max(TLanes.Load(sums + i), TLanes.Broadcast(0))));
                }

                break;
            default:
                break;
        }
    }
}
