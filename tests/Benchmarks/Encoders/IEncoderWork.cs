namespace Benchmarks.Encoders;

/// <summary>One thread's work: a batch of places encoded, classified or trained on, again and again.</summary>
internal interface IEncoderWork
{
    /// <summary>Works once through the batch.</summary>
    /// <returns>A number that depends on all results, so that no work can be left out.</returns>
    double Run();
}
