using GeoCore.Geodesy;
using RasterData.Generator.Layers;

namespace RasterData.Generator.Population;

/// <summary>Spreads the people of places over the land around them.</summary>
/// <param name="grid">Cells.</param>
/// <param name="isLand">Cells that people can live in, row by row.</param>
public sealed class PopulationSurface(WorldGrid grid, IReadOnlyList<bool> isLand)
{
    private readonly double[] _people = new double[grid.Count];
    private readonly bool[] _isLand = [.. isLand];
    private readonly double[] _cellKm2 = [.. Enumerable.Range(0, grid.Rows).Select(grid.CellKm2)];
    private readonly (double Sin, double Cos)[] _latitudes = [.. Enumerable.Range(0, grid.Rows).Select(row => SinCos(grid.LatitudeOf(row)))];
    private readonly (double Sin, double Cos)[] _longitudes = [.. Enumerable.Range(0, grid.Columns).Select(column => SinCos(grid.LongitudeOf(column)))];
    private readonly List<(int Cell, double Weight)> _reached = [];

    /// <summary>People in each cell, row by row.</summary>
    public ReadOnlySpan<double> People => _people;

    /// <summary>Whether people may live in a cell: land, or the cell of a place.</summary>
    public ReadOnlySpan<bool> IsLand => _isLand;

    /// <summary>Spreads the people of all places; their sum stays what it is.</summary>
    /// <exception cref="ArgumentException">A disc is too small for the cells.</exception>
    public void Add(IReadOnlyList<Place> places, SpreadKernel kernel)
    {
        foreach (var place in places)
            _isLand[CellOf(place)] = true;
        foreach (var place in places)
        {
            foreach (var (radiusKm, share) in kernel.Discs)
                Spread(place, radiusKm, share * place.Population);
        }
    }

    /// <summary>People per km² of each cell; NaN where nobody can live.</summary>
    /// <param name="mantissaBits">Binary digits kept, 1 to 23: fewer make smaller files.</param>
    public float[] Density(int mantissaBits)
    {
        var density = new float[grid.Count];
        var dropped = 23 - mantissaBits;
        for (var cell = 0; cell < density.Length; cell++)
        {
            var bits = BitConverter.SingleToInt32Bits((float)(_people[cell] / _cellKm2[cell / grid.Columns]));
            var rounded = dropped == 0 ? bits : (bits + (1 << (dropped - 1))) >> dropped << dropped;
            density[cell] = _isLand[cell] ? BitConverter.Int32BitsToSingle(rounded) : float.NaN;
        }

        return density;
    }

    private static (double Sin, double Cos) SinCos(double degrees) => Math.SinCos(double.DegreesToRadians(degrees));

    private int CellOf(Place place) => (grid.RowOf(place.Latitude) * grid.Columns) + grid.ColumnOf(place.Longitude);

    private void Spread(Place place, double radiusKm, double people)
    {
        var (sinLatitude, cosLatitude) = SinCos(place.Latitude);
        var (sinLongitude, cosLongitude) = SinCos(place.Longitude);
        var radius = radiusKm / Wgs84.MeanRadiusKm;
        var chord = 2 * Math.Sin(radius / 2);
        var degrees = double.RadiansToDegrees(radius);
        // beyond a pole's distance the disc holds the pole, and every longitude
        var reach = Math.Abs(place.Latitude) + degrees < 89 ? double.RadiansToDegrees(Math.Asin(Math.Sin(radius) / cosLatitude)) : 180;
        var columns = Math.Min(grid.Columns, (2 * (int)Math.Ceiling(reach / grid.ColumnDegrees)) + 1);
        var west = grid.ColumnOf(place.Longitude) - (columns / 2);
        _reached.Clear();
        var sum = 0.0;
        for (var row = grid.RowOf(place.Latitude + degrees); row <= grid.RowOf(place.Latitude - degrees); row++)
        {
            for (var step = 0; step < columns; step++)
            {
                var column = grid.Wrap(west + step);
                var cell = (row * grid.Columns) + column;
                if (!_isLand[cell])
                    continue;
                var x = (_latitudes[row].Cos * _longitudes[column].Cos) - (cosLatitude * cosLongitude);
                var y = (_latitudes[row].Cos * _longitudes[column].Sin) - (cosLatitude * sinLongitude);
                var z = _latitudes[row].Sin - sinLatitude;
                var weight = SpreadKernel.Weight((x * x) + (y * y) + (z * z), chord * chord) * _cellKm2[row];
                if (weight > 0)
                {
                    _reached.Add((cell, weight));
                    sum += weight;
                }
            }
        }

        if (sum == 0)
            throw new ArgumentException($"No cell's middle lies within {radiusKm} km of ({place.Longitude}, {place.Latitude}).", nameof(radiusKm));
        foreach (var (cell, weight) in _reached)
            _people[cell] += people * weight / sum;
    }
}
