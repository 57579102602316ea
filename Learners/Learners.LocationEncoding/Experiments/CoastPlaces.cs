using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Land at 1:10m with places everywhere, along its coasts, and far from them.</summary>
internal sealed class CoastPlaces
{
    private const int EverywhereCount = 40_000;
    private const int CoastCount = 20_000;
    private const int EverywhereStream = 31;
    private const int CoastStream = 32;

    /// <summary>A place is far from coasts where no cell with a coast lies this many degrees of a great circle around it.</summary>
    private const double Far = 1;

    /// <summary>Height of the cells, so that none is stepped over.</summary>
    private const double Cell = 0.5;
    private const int LooksPerSide = 5;

    internal CoastPlaces(ILabelSource labels)
    {
        Labels = labels;
        Coasts = new BoundaryCells(labels);
        Everywhere = LabelledPlaces.Uniform(labels, EverywhereCount, 0, EverywhereStream);
        double[] longitudes = new double[CoastCount], latitudes = new double[CoastCount];
        var random = new RandomSequence(0, CoastStream, 0);
        for (var i = 0; i < CoastCount; i++)
        {
            (longitudes[i], latitudes[i]) = Coasts.Draw(ref random);
        }

        AlongCoasts = new LabelledPlaces(longitudes, latitudes, [.. longitudes.Zip(latitudes, labels.ClassAt)]);
        IsFar = [.. Everywhere.Longitudes.Zip(Everywhere.Latitudes, LiesFar)];
    }

    /// <summary>What is learnt.</summary>
    internal ILabelSource Labels { get; }

    /// <summary>Half-degree cells that hold a coast.</summary>
    internal BoundaryCells Coasts { get; }

    /// <summary>Uniform on the sphere.</summary>
    internal LabelledPlaces Everywhere { get; }

    /// <summary>Uniform on the cells that hold a coast.</summary>
    internal LabelledPlaces AlongCoasts { get; }

    /// <summary>Of the places everywhere, which are far from any coast.</summary>
    internal bool[] IsFar { get; }

    private bool LiesFar(double longitude, double latitude)
    {
        var shrink = Math.Max(0.01, Math.Cos(latitude * Math.PI / 180));
        for (var step = 0; step < LooksPerSide * LooksPerSide; step++)
        {
            var east = longitude + ((step % LooksPerSide * Cell) - Far) / shrink;
            var north = Math.Clamp(latitude + (step / LooksPerSide * Cell) - Far, -90, 90);
            if (Coasts.Contains(Crs84Longitude.Normalise(east), north))
            {
                return false;
            }
        }

        return true;
    }
}
