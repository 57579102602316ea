namespace Learners.LocationEncoding.Data;

/// <summary>Knows the class of every place on Earth.</summary>
public interface ILabelSource
{
    /// <summary>Number of classes; class numbers run from 0.</summary>
    int ClassCount { get; }

    /// <summary>Class of a place.</summary>
    /// <param name="longitude">Degrees, any multiple of a turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    int ClassAt(double longitude, double latitude);
}
