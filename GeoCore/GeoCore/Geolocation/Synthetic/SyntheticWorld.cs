using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Synthetic;

/// <summary>Places, how probable they are, and what can be known of them, so that the posterior of everything is known exactly.</summary>
public sealed class SyntheticWorld
{
    /// <summary>Makes a world.</summary>
    /// <param name="prior">Where truths lie; also the training prior of all sources. Every cell has density.</param>
    /// <param name="isLand">For each cell.</param>
    /// <param name="options">How much the sources know.</param>
    /// <exception cref="ArgumentException">A cell is impossible, or the numbers do not fit.</exception>
    public SyntheticWorld(DensityMap prior, ReadOnlySpan<bool> isLand, SyntheticOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(prior);
        (Prior, Options, IsLand) = (prior, options ?? new SyntheticOptions(), isLand.ToArray());
        if (!Options.IsValid || isLand.Length != prior.Grid.Count)
            throw new ArgumentException("The options are outside their ranges, or there is not one answer about land a cell.", nameof(options));
        var cells = prior.Grid.Count;
        (LogPriorMasses, Cumulative, ClassOf) = (new double[cells], new double[cells], new int[cells]);
        (X, Y, Z) = (new double[cells], new double[cells], new double[cells]);
        var centres = Centres(Options.Centres);
        double sum = 0;
        for (var cell = 0; cell < cells; cell++)
        {
            var mass = prior.Mass(cell);
            if (!(mass > 0))
                throw new ArgumentException($"Cell {cell} is impossible.", nameof(prior));
            sum += mass;
            (LogPriorMasses[cell], Cumulative[cell]) = (Math.Log(mass), sum);
            var place = prior.Grid.DirectionOf(cell);
            (X[cell], Y[cell], Z[cell]) = place;
            ClassOf[cell] = NearestClass(centres, place);
        }
    }

    /// <summary>Where truths lie.</summary>
    public DensityMap Prior { get; }

    /// <summary>How much the sources know.</summary>
    public SyntheticOptions Options { get; }

    /// <summary>Cells of all maps.</summary>
    public Grid Grid => Prior.Grid;

    /// <summary>Mutual information of the place and the class that B names, nats: what B alone must add to ln of the mass at the truth, on average.</summary>
    public double ClassInformation
    {
        get
        {
            double[] prior = new double[SyntheticOptions.Classes], named = new double[SyntheticOptions.Classes];
            for (var cell = 0; cell < ClassOf.Length; cell++)
            {
                prior[ClassOf[cell]] += Math.Exp(LogPriorMasses[cell]);
            }

            for (var k = 0; k < prior.Length; k++)
            {
                for (var b = 0; b < named.Length; b++)
                {
                    named[b] += prior[k] * Options.Confusion(k, b);
                }
            }

            var sum = 0.0;
            for (var k = 0; k < prior.Length; k++)
            {
                for (var b = 0; b < named.Length; b++)
                {
                    sum += prior[k] > 0 ? prior[k] * Options.Confusion(k, b) * Math.Log(Options.Confusion(k, b) / named[b]) : 0;
                }
            }

            return sum;
        }
    }

    internal bool[] IsLand { get; }

    /// <summary>ln of each cell's mass.</summary>
    internal double[] LogPriorMasses { get; }

    /// <summary>Sums of the masses up to and with each cell.</summary>
    internal double[] Cumulative { get; }

    /// <summary>Class of each cell on the checkerboard.</summary>
    internal int[] ClassOf { get; }

    internal double[] X { get; }

    internal double[] Y { get; }

    internal double[] Z { get; }

    /// <summary>Even places along a spiral: González, Math. Geosci. 42 (2010), as the checkerboard of arXiv 2310.06743 has them.</summary>
    private static (UnitVector Place, int Class)[] Centres(int count)
    {
        var golden = (1 + Math.Sqrt(5)) / 2;
        var centres = new (UnitVector, int)[count];
        for (var at = 0; at < count; at++)
        {
            var number = at - count / 2;
            var place = UnitVector.Of(number % golden * 360 / golden, double.RadiansToDegrees(Math.Asin(2.0 * number / (count + 1))));
            centres[at] = (place, (number % SyntheticOptions.Classes + SyntheticOptions.Classes) % SyntheticOptions.Classes);
        }

        return centres;
    }

    private static int NearestClass((UnitVector Place, int Class)[] centres, UnitVector place) => centres.MaxBy(centre => centre.Place.Dot(place)).Class;
}
