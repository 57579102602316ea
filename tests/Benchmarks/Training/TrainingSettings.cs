namespace Benchmarks.Training;

/// <summary>What <c>bench training</c> trains.</summary>
/// <param name="Degrees">L.</param>
/// <param name="Hidden">Neurons of a sine layer.</param>
/// <param name="Layers">Sine layers.</param>
/// <param name="Batch">Places of a step.</param>
/// <param name="Threads">Most threads that either side may use.</param>
internal sealed record TrainingSettings(int Degrees, int Hidden, int Layers, int Batch, int Threads)
{
    /// <summary>Highest learning rate of the course, constant here.</summary>
    public const double LearningRate = 1e-4;
}
