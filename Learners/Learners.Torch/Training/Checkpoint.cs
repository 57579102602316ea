using System.Globalization;
using GeoCore.Artifacts;
using Learners.Torch.Storage;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Torch.Training;

/// <summary>The state of a run in a file: weights under their own names, <c>adam.…</c>, <c>average.…</c>, the steps taken and the run they belong to.</summary>
/// <param name="path">The file; its folder is made if need be.</param>
/// <param name="run">Digest of everything that decides the outcome; a checkpoint of another run is refused.</param>
/// <remarks>Written beside and renamed, so that a kill at any moment leaves a whole file.</remarks>
public sealed class Checkpoint(string path, string run)
{
    private const string RunKey = "run";
    private const string StepsKey = "steps";

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Reads the state back.</summary>
    /// <param name="state">Receives the numbers.</param>
    /// <returns>Steps taken.</returns>
    /// <exception cref="TrainingException">The checkpoint is damaged or belongs to another run.</exception>
    public long Read(IReadOnlyList<(string Name, Tensor Tensor)> state)
    {
        try
        {
            var file = Safetensors.Read(path);
            if (file.Metadata.GetValueOrDefault(RunKey) != run)
            {
                throw new TrainingException($"{path} belongs to another run: other data, settings or seed; without --resume it is replaced");
            }

            using var frozen = no_grad();
            using var scope = NewDisposeScope();
            foreach (var (name, target) in state)
            {
                target.copy_(tensor(file.Doubles(name, target.shape)).reshape(target.shape));
            }

            return long.Parse(file.Metadata[StepsKey], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is ArtifactException or FormatException or KeyNotFoundException)
        {
            throw new TrainingException($"{path} is damaged ({fault.Message}); without --resume it is replaced", fault);
        }
    }

    /// <summary>Keeps the state.</summary>
    /// <param name="steps">Steps taken.</param>
    /// <param name="state">Weights, moments, averages by name.</param>
    public void Write(long steps, IReadOnlyList<(string Name, Tensor Tensor)> state) => TensorFile.Write(
        path,
        new Dictionary<string, string> { [RunKey] = run, [StepsKey] = steps.ToString(CultureInfo.InvariantCulture) },
        state);

    /// <summary>Removes the checkpoint, once the result is published; what else is in its folder stays.</summary>
    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            File.Delete(path);
        }
    }
}
