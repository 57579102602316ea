using System.Numerics.Tensors;
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
        var sum = Weigh(longitude, latitude, kernel);
        for (var i = 0; i < _cells.Count; i++)
        {
            masses[_cells[i]] += mass * _weights[i] / sum;
        }

        // a kernel between the centres belongs to the cell of its place
        if (_cells.Count == 0 && grid.CellAt(longitude, latitude) is >= 0 and var own)
            masses[own] += mass;
        return _cells.Count == 0 ? 0 : sum;
    }

    /// <summary>Visits the cells around a cell with their normalised weights; the cell alone where the kernel is narrower.</summary>
    internal void Visit(int cell, in VonMisesFisherKernel kernel, Action<int, double> visit)
    {
        var (longitude, latitude) = grid.CentreOf(cell);
        var sum = Weigh(longitude, latitude, kernel);
        for (var i = 0; i < _cells.Count; i++)
        {
            visit(_cells[i], _weights[i] / sum);
        }

        if (_cells.Count == 0)
            visit(cell, 1);
    }

    /// <summary>Finds the cells within reach and their weights; none where all weights are 0.</summary>
    private double Weigh(double longitude, double latitude, in VonMisesFisherKernel kernel)
    {
        _cells.Clear();
        grid.CellsWithin(longitude, latitude, kernel.ReachKm, _cells);
        if (_weights.Length < _cells.Count)
            _weights = new double[2 * _cells.Count];
        var place = UnitVector.Of(longitude, latitude);
        var weights = _weights.AsSpan(0, _cells.Count);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = kernel.LogDensity(place.SquaredChord(grid.DirectionOf(_cells[i])));
        }

        TensorPrimitives.Exp<double>(weights, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= grid.Areas.Km2(_cells[i]);
        }

        var sum = TensorPrimitives.Sum<double>(weights);
        if (!(sum > 0))
            _cells.Clear();
        return sum;
    }
}
