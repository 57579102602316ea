using System.Numerics.Tensors;

namespace GeoCore.Evaluation.Points;

/// <summary>One place for a whole map, where a single answer is asked for.</summary>
public static class PointPrediction
{
    /// <summary>Mass of the densest cells among which <see cref="Medoid"/> looks.</summary>
    public const double MedoidMass = 0.01;

    /// <summary>Cells that are compared pair by pair; more are thinned to as many in proportion to their mass.</summary>
    public const int MostPairedCells = 1024;

    /// <summary>The cell of the highest density, the first of equals; −1 where no cell has mass.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    public static int DensestCell(ReadOnlySpan<float> logDensities)
    {
        var best = -1;
        for (var cell = 0; cell < logDensities.Length; cell++)
        {
            best = logDensities[cell] > (best < 0 ? float.NegativeInfinity : logDensities[best]) ? cell : best;
        }

        return best;
    }

    /// <summary>Of the densest cells that hold the first hundredth of the mass, the one from which the others are nearest on average by mass; −1 where no cell has mass.</summary>
    /// <param name="logDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="centreOf">Centre of a cell, degrees.</param>
    /// <param name="mass">Share of the mass that is looked at, above 0, up to 1.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ, or the share is outside its range.</exception>
    public static int Medoid(
        ReadOnlySpan<float> logDensities, CellAreas areas, Func<int, (double Longitude, double Latitude)> centreOf, double mass = MedoidMass)
    {
        ArgumentNullException.ThrowIfNull(centreOf);
        if (DensestCell(logDensities) < 0)
        {
            return -1;
        }

        var cells = DensestCells.UntilMass(logDensities, areas, mass);
        var peak = logDensities[cells[0]];
        var masses = new double[cells.Length];
        for (var i = 0; i < masses.Length; i++)
        {
            masses[i] = MapMass.Of(logDensities[cells[i]], peak) * areas.Km2(cells[i]);
        }

        if (cells.Length > MostPairedCells)
        {
            (cells, masses) = Thin(cells, masses);
        }

        return cells[Nearest([.. cells.Select(centreOf)], masses)];
    }

    /// <summary>The place with the smallest mean great-circle distance to all by mass.</summary>
    private static int Nearest((double Longitude, double Latitude)[] places, double[] masses)
    {
        var count = places.Length;
        double[] x = new double[count], y = new double[count], z = new double[count], distances = new double[count], offset = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(places[i].Latitude));
            var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(places[i].Longitude));
            (x[i], y[i], z[i]) = (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
        }

        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < count; i++)
        {
            // the angle is 2 asin(chord / 2); near by, the chord keeps digits that a scalar product loses
            TensorPrimitives.Subtract(x, x[i], distances);
            TensorPrimitives.Multiply(distances, distances, distances);
            foreach (var axis in new[] { y, z })
            {
                TensorPrimitives.Subtract(axis, axis[i], offset);
                TensorPrimitives.MultiplyAdd(offset, offset, distances, distances);
            }

            TensorPrimitives.Sqrt(distances, distances);
            TensorPrimitives.Multiply(distances, 0.5, distances);
            TensorPrimitives.Min(distances, 1, distances);
            TensorPrimitives.Asin(distances, distances);
            var mean = TensorPrimitives.Dot<double>(distances, masses);
            (best, least) = mean < least ? (i, mean) : (best, least);
        }

        return best;
    }

    /// <summary>Every cell that a regular comb over the accumulated mass hits, with the mass of its teeth.</summary>
    private static (int[] Cells, double[] Masses) Thin(int[] cells, double[] masses)
    {
        // neighbours on the map stay neighbours on the comb when cells go by number
        Array.Sort(cells, masses);
        var tooth = masses.Sum() / MostPairedCells;
        var (kept, teeth) = (new List<int>(), new List<double>());
        var (reached, next) = (0.0, tooth / 2);
        for (var i = 0; i < cells.Length; i++)
        {
            reached += masses[i];
            var hits = 0;
            for (; next <= reached && kept.Count < MostPairedCells; next += tooth)
            {
                hits++;
            }

            if (hits > 0)
            {
                kept.Add(cells[i]);
                teeth.Add(hits);
            }
        }

        return ([.. kept], [.. teeth]);
    }
}
