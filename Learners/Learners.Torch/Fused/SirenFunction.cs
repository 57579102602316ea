using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Learners.Torch.Fused;

/// <summary><see cref="FusedSiren"/> as one node of torch's graph.</summary>
internal sealed unsafe class SirenFunction : autograd.SingleTensorFunction<SirenFunction>
{
    private const string NetworkKey = "network";
    private const string TraceKey = "trace";

    /// <inheritdoc/>
    public override string Name => nameof(SirenFunction);

    /// <summary>Logits with their graph.</summary>
    /// <param name="network">Kernels of the network's shape.</param>
    /// <param name="features">[places, features], float32 on the CPU; nothing flows back to it.</param>
    /// <param name="parameters">Weights and biases of each layer in turn, float32 on the CPU.</param>
    /// <returns>[places, outputs], owned by the caller's scope.</returns>
    public static Tensor Apply(FusedSiren network, Tensor features, IEnumerable<Tensor> parameters) =>
        apply([network, features, .. parameters]);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var network = (FusedSiren)vars[0];
        var features = ((Tensor)vars[1]).contiguous();
        Tensor[] parameters = [.. vars.Skip(2).Cast<Tensor>()];
        var places = (int)features.shape[0];
        var logits = empty([places, parameters[^1].shape[0]], ScalarType.Float32);
        var trace = network.Forward(Address(features), places, Addresses(parameters), Address(logits), get_num_threads());
        ctx.save_data(NetworkKey, network);
        ctx.save_data(TraceKey, trace);
        ctx.save_for_backward([features, .. parameters]);
        return logits;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        Tensor[] parameters = [.. saved.Skip(1)];
        Tensor[] gradients = [.. parameters.Select(parameter => empty(parameter.shape, ScalarType.Float32))];
        using var slopes = grad_output.contiguous();
        var network = (FusedSiren)ctx.get_data(NetworkKey);
        network.Backward(
            (FusedTrace)ctx.get_data(TraceKey), Address(saved[0]), Addresses(parameters), Address(slopes), Addresses(gradients), get_num_threads());
        return [null!, null!, .. gradients];
    }

    private static float*[] Addresses(Tensor[] tensors)
    {
        var addresses = new float*[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            addresses[i] = Address(tensors[i]);
        }

        return addresses;
    }

    // memory of a tensor on the CPU does not move
    private static float* Address(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
