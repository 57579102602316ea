namespace Learners.LocationEncoding.Data;

/// <summary>
/// Draws places for training: a share of them in the cells where classes meet, the others uniform on the sphere, each with the weight
/// that makes weighted means equal means over the uniform sphere. So the loss stays that of uniform places, and probabilities stay
/// calibrated, while most of the work goes where there is something to learn.
/// </summary>
/// <param name="boundary">Cells where classes meet, or null to draw uniformly.</param>
/// <param name="boundaryShare">Part of the places drawn there, 0 to below 1.</param>
/// <param name="accepts">Places that may be drawn, or null for all; the others are held out.</param>
public sealed class PlaceSampler(BoundaryCells? boundary, double boundaryShare, Func<double, double, bool>? accepts = null)
{
    private readonly double _share = boundary is null || boundary.Share == 0 ? 0 : boundaryShare;

    /// <summary>Fills spans with places and weights.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="longitudes">Receives degrees, −180 to 180.</param>
    /// <param name="latitudes">Receives degrees, −90 to 90.</param>
    /// <param name="weights">Receives the density of uniform places over that of this sampler.</param>
    public void Draw(RandomSequence random, Span<double> longitudes, Span<double> latitudes, Span<float> weights)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            (longitudes[i], latitudes[i]) = DrawOne(ref random);
            weights[i] = (float)WeightAt(longitudes[i], latitudes[i]);
        }
    }

    /// <summary>Density of uniform places over that of this sampler, apart from the factor that held-out places change.</summary>
    /// <param name="longitude">Degrees, −180 to 180.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public double WeightAt(double longitude, double latitude)
    {
        if (_share == 0)
        {
            return 1;
        }

        var density = 1 - _share;
        if (boundary!.Contains(longitude, latitude))
        {
            density += _share / boundary.Share;
        }

        return 1 / density;
    }

    private (double Longitude, double Latitude) DrawOne(ref RandomSequence random)
    {
        while (true)
        {
            var place = random.NextDouble() < _share ? boundary!.Draw(ref random) : OnSphere(ref random);
            if (accepts is null || accepts(place.Longitude, place.Latitude))
            {
                return place;
            }
        }
    }

    private static (double Longitude, double Latitude) OnSphere(ref RandomSequence random) =>
        (360 * random.NextDouble() - 180, Math.Asin(2 * random.NextDouble() - 1) * 180 / Math.PI);
}
