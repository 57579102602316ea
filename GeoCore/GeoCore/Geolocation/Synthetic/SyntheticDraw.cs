using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Synthetic;

/// <summary>Draws queries; each has random numbers of its own, so that any of them can be drawn alone.</summary>
internal ref struct SyntheticDraw(SyntheticWorld world, ulong seed, int query)
{
    private RandomStream _stream = new(seed, (ulong)query);

    internal SyntheticQuery Draw()
    {
        var options = world.Options;
        var truth = Cell();
        var first = Displaced(truth);
        UnitVector? second = NextDouble() < options.SecondModeProbability ? Displaced(Cell()) : null;
        if (second is { } other && NextDouble() < 0.5)
            (first, second) = (other, first);
        var named = NextDouble();
        var label = 0;
        while (label < SyntheticOptions.Classes - 1 && (named -= options.Confusion(world.ClassOf[truth], label)) >= 0)
        {
            label++;
        }

        return new SyntheticQuery(truth, first, second, label, world.IsLand[truth] ^ (NextDouble() < options.FlipProbability));
    }

    private double NextDouble() => (_stream.Next() >> 11) * (1.0 / (1UL << 53));

    private int Cell()
    {
        var at = Array.BinarySearch(world.Cumulative, NextDouble() * world.Cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, world.Cumulative.Length - 1);
    }

    /// <summary>A place drawn from the normal distribution of the sphere around a cell's centre.</summary>
    /// <remarks>G. Ulrich, "Computer generation of distributions on the m-sphere", Appl. Statist. 33 (1984): in three dimensions the cosine has a closed form.</remarks>
    private UnitVector Displaced(int cell)
    {
        var concentration = Math.Pow(Wgs84.MeanRadiusKm / world.Options.BandwidthKm, 2);
        double x = world.X[cell], y = world.Y[cell], z = world.Z[cell];
        var u = 1 - NextDouble();
        var cosine = 1 + Math.Log(u + (1 - u) * Math.Exp(-2 * concentration)) / concentration;
        var sine = Math.Sqrt(Math.Max(0, (1 - cosine) * (1 + cosine)));
        var (turnSine, turnCosine) = Math.SinCos(2 * Math.PI * NextDouble());
        // east and north of the place; no centre of a cell is a pole
        var flat = Math.Sqrt(x * x + y * y);
        double eastX = -y / flat, eastY = x / flat, northX = -z * x / flat, northY = -z * y / flat;
        return UnitVector.Along(
            cosine * x + sine * (turnCosine * eastX + turnSine * northX),
            cosine * y + sine * (turnCosine * eastY + turnSine * northY),
            cosine * z + sine * turnSine * flat);
    }
}
