using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;

namespace TileServer.Statistics;

/// <summary>Tells whether rings cross themselves so often that repairing them would take minutes, without finding all the crossings.</summary>
internal sealed class CrossingCount : ISegmentIntersector
{
    /// <summary>Pairs of edges whose boxes meet; a ring without crossings has about one for each edge.</summary>
    private const int MostPairs = 2_000_000;

    private const int MostCrossings = 20_000;

    private readonly NetTopologySuite.Algorithm.RobustLineIntersector _lines = new();
    private int _pairs, _crossings;

    /// <inheritdoc/>
    public bool IsDone => _pairs > MostPairs || _crossings > MostCrossings;

    /// <summary>Whether the edges of a geometry cross too often.</summary>
    internal static bool IsTooMuch(Geometry geometry)
    {
        var count = new CrossingCount();
        new MCIndexNoder(count).ComputeNodes(SegmentStringUtil.ExtractNodedSegmentStrings(geometry));
        return count.IsDone;
    }

    /// <inheritdoc/>
    public void ProcessIntersections(ISegmentString e0, int segIndex0, ISegmentString e1, int segIndex1)
    {
        _pairs++;
        if (IsDone || (e0 == e1 && Math.Abs(segIndex0 - segIndex1) <= 1))
            return;
        _lines.ComputeIntersection(e0.Coordinates[segIndex0], e0.Coordinates[segIndex0 + 1], e1.Coordinates[segIndex1], e1.Coordinates[segIndex1 + 1]);
        if (_lines.HasIntersection)
            _crossings++;
    }
}
