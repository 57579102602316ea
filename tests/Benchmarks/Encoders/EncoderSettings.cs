namespace Benchmarks.Encoders;

/// <summary>What <c>bench encoder</c> repeats.</summary>
/// <param name="Task">features, forward or train.</param>
/// <param name="Degrees">L.</param>
/// <param name="Batch">Places of one piece of work.</param>
/// <param name="Threads">Threads that work at the same time.</param>
/// <param name="Seconds">Length of the measurement after the warm-up.</param>
/// <param name="Hidden">Neurons of a sine layer.</param>
/// <param name="Layers">Sine layers.</param>
internal sealed record EncoderSettings(string Task, int Degrees, int Batch, int Threads, double Seconds, int Hidden, int Layers);
