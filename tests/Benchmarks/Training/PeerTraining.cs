using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Benchmarks.Encoders;
using Benchmarks.Measuring;
using Benchmarks.Peers;
using Learners.Torch.Networks;

namespace Benchmarks.Training;

/// <summary>The same steps in Python, from the same weights on the same places (<c>torch_training.py</c>).</summary>
internal sealed class PeerTraining : IDisposable
{
    private readonly PythonTorch _python;
    private readonly string _name;

    /// <summary>Gives network and places to the peer.</summary>
    /// <param name="python">The peer.</param>
    /// <param name="shape">Of the network.</param>
    /// <param name="settings">Size of network and batch.</param>
    /// <param name="weights">Weights and biases of each layer in turn.</param>
    /// <param name="places">Of every batch.</param>
    /// <param name="cached">Whether features are computed once or for every step.</param>
    public PeerTraining(PythonTorch python, SirenShape shape, TrainingSettings settings, float[] weights, Places places, bool cached)
    {
        (_python, _name) = (python, cached ? "cached" : "fresh");
        string weightsFile = Path.GetTempFileName(), placesFile = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(weightsFile, MemoryMarshal.AsBytes(weights.AsSpan()));
            File.WriteAllBytes(placesFile, [.. MemoryMarshal.AsBytes(places.Longitudes.AsSpan()), .. MemoryMarshal.AsBytes(places.Latitudes.AsSpan())]);
            python.Ask(new JsonObject
            {
                ["task"] = "prepare",
                ["name"] = _name,
                ["cached"] = cached,
                ["weights"] = weightsFile,
                ["places"] = placesFile,
                ["batch"] = settings.Batch,
                ["degrees"] = settings.Degrees,
                ["hidden"] = settings.Hidden,
                ["layers"] = settings.Layers,
                ["omega0"] = shape.Omega0,
                ["omega"] = shape.Omega,
                ["rate"] = TrainingSettings.LearningRate,
            });
        }
        finally
        {
            File.Delete(weightsFile);
            File.Delete(placesFile);
        }
    }

    /// <summary>Takes steps.</summary>
    /// <param name="steps">How many, at least 1.</param>
    /// <param name="threads">Of torch.</param>
    /// <returns>The time, and the loss before each step.</returns>
    public (Sample Time, double[] Losses) Run(int steps, int threads)
    {
        var answer = _python.Ask(new JsonObject { ["task"] = "train", ["name"] = _name, ["steps"] = steps, ["threads"] = threads });
        return (PythonTorch.Timing(answer), [.. answer["losses"]!.AsArray().Select(loss => (double)loss!)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _python.Ask(new JsonObject { ["task"] = "forget", ["name"] = _name });
}
