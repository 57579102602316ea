using System.Text.Json;
using Learners.Contracts;

namespace Learners.Host.Runs;

/// <summary>Tells the host how a run is going: a <see cref="TrainerLine"/> on each line.</summary>
/// <param name="writer">Usually the output stream.</param>
internal sealed class JsonProgress(TextWriter writer) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value) => Tell(new TrainerLine(Progress: value));

    /// <summary>Tells the result.</summary>
    internal void Report(TrainingResult result) => Tell(new TrainerLine(Result: result));

    private void Tell(TrainerLine line)
    {
        writer.WriteLine(JsonSerializer.Serialize(line, ContractsJson.Lines.TrainerLine));
        writer.Flush();
    }
}
