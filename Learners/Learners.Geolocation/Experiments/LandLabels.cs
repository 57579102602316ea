using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace Learners.Geolocation.Experiments;

/// <summary>Land and sea on the equal-area lattice of 100 km that the test set of arXiv 2310.06743 is labelled on; beyond its rows the nearest label counts.</summary>
internal sealed class LandLabels
{
    private readonly CoordinateReferenceSystem _equalArea = CoordinateReferenceSystems.Parse("EPSG:6933");
    private readonly string _bits;
    private readonly int _columns;
    private readonly int _rows;
    private readonly (double X, double Y, double Step) _lattice;

    internal LandLabels()
    {
        using var document = GoldenFile.Open("land_ocean.json");
        var grid = document.RootElement.GetProperty("grid");
        _bits = grid.GetProperty("label_bits_hex_msb_first").GetString()!;
        (_columns, _rows) = (grid.GetProperty("columns").GetInt32(), grid.GetProperty("rows").GetInt32());
        _lattice = (grid.GetProperty("x0").GetDouble(), grid.GetProperty("y0").GetDouble(), grid.GetProperty("step_m").GetDouble());
    }

    /// <summary>Whether the centre of each cell is land.</summary>
    internal bool[] Of(Grid grid) => [.. Enumerable.Range(0, grid.Count).Select(cell => At(grid.CentreOf(cell)))];

    private bool At((double Longitude, double Latitude) place)
    {
        var (x, y) = _equalArea.FromGeographic(place.Longitude, place.Latitude);
        var column = Math.Clamp((int)Math.Round((x - _lattice.X) / _lattice.Step), 0, _columns - 1);
        var row = Math.Clamp((int)Math.Round((y - _lattice.Y) / _lattice.Step), 0, _rows - 1);
        var bit = row * _columns + column;
        return ((Convert.ToInt32(_bits[bit / 4].ToString(), 16) >> (3 - bit % 4)) & 1) == 1;
    }
}
