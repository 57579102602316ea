namespace Learners.Geolocation.Data.Photographs;

/// <summary>A photograph of which it is known where it was taken.</summary>
/// <param name="Id">Names it within its set.</param>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Read">Reads the picture file.</param>
internal sealed record PlacedPhotograph(string Id, double Longitude, double Latitude, Func<byte[]> Read);
