namespace Learners.LocationEncoding.Protocol;

/// <summary>A fixed set of places with their classes.</summary>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees, as many.</param>
/// <param name="Classes">From 0, as many.</param>
public sealed record LabelledPlaces(double[] Longitudes, double[] Latitudes, int[] Classes)
{
    /// <summary>Places in the set.</summary>
    public int Count => Classes.Length;

    /// <summary>Places uniform on the sphere, named by the labels.</summary>
    /// <param name="labels">Knows the classes.</param>
    /// <param name="count">Places wanted.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="stream">Which set: streams of a seed have nothing in common.</param>
    public static LabelledPlaces Uniform(Data.ILabelSource labels, int count, long seed, int stream)
    {
        double[] longitudes = new double[count], latitudes = new double[count];
        new Data.PlaceSampler(null, 0).Draw(new Data.RandomSequence(seed, stream, 0), longitudes, latitudes, new float[count]);
        return new LabelledPlaces(longitudes, latitudes, [.. longitudes.Zip(latitudes, labels.ClassAt)]);
    }
}
