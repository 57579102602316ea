namespace GeoCore.Audio;

/// <summary>One channel of sound.</summary>
/// <param name="Samples">−1 to 1.</param>
/// <param name="Rate">Samples a second.</param>
public sealed record Sound(float[] Samples, int Rate)
{
    /// <summary>Length.</summary>
    public double Seconds => (double)Samples.Length / Rate;
}
