using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Maps;

/// <summary>Writes kernels around places into the cells of a grid. Not for several threads.</summary>
internal sealed class KernelSpread(Grid grid)
{
    private readonly List<int> _cells = [];
    private double[] _weights = new double[64];

    /// <summary>Adds a mass around a place. Its parts are normalised, so that exactly the mass is added, however narrow the kernel; outside the cells nothing.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    /// <param name="mass">At least 0.</param>
    /// <param name="kernel">What it is spread by.</param>
    /// <param name="masses">One a cell.</param>
    /// <returns>The kernel's integral over the cells before it was normalised; near 1 where the kernel is wider than the cells.</returns>
    internal double Add(double longitude, double latitude, double mass, in VonMisesFisherKernel kernel, Span<double> masses)
    {
        _cells.Clear();
        grid.CellsWithin(longitude, latitude, kernel.ReachKm, _cells);
        if (_weights.Length < _cells.Count)
            _weights = new double[2 * _cells.Count];
        var place = UnitVector.Of(longitude, latitude);
        double sum = 0;
        for (var i = 0; i < _cells.Count; i++)
        {
            var (lambda, phi) = grid.CentreOf(_cells[i]);
            var weight = grid.Areas.Km2(_cells[i]) * Math.Exp(kernel.LogDensity(place.SquaredChord(UnitVector.Of(lambda, phi))));
            _weights[i] = weight;
            sum += weight;
        }

        if (!(sum > 0))
        {
            // the kernel lies between the centres: all of it belongs to the cell of its place
            if (grid.CellAt(longitude, latitude) is >= 0 and var own)
                masses[own] += mass;
            return 0;
        }

        for (var i = 0; i < _cells.Count; i++)
        {
            masses[_cells[i]] += mass * _weights[i] / sum;
        }

        return sum;
    }
}
