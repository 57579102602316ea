using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>TEMPORARY.</summary>
public sealed class Checkpoint
{
    /// <summary>x.</summary>
    public bool Exists => false;

    /// <summary>x.</summary>
    public long Read(IReadOnlyList<(string Name, Tensor Tensor)> state) => 0;

    /// <summary>x.</summary>
    public void Write(long steps, IReadOnlyList<(string Name, Tensor Tensor)> state)
    {
    }
}
