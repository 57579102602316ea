using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using Learners.DialoguePlanning.Data;

namespace Learners.DialoguePlanning.Planning;

/// <summary>The rival of <see cref="Reachability"/> that learns nothing: the next stop lies where the great circle to the goal is cut into equal parts.</summary>
internal static class StraightLine
{
    /// <summary>Score of cells: less the farther from the first of the points that cut the way.</summary>
    /// <param name="cells">Numbers of cells.</param>
    /// <param name="start">Number of the cell where the traveller is.</param>
    /// <param name="goal">Number of the cell that is wanted.</param>
    /// <param name="stops">From the next stop to the goal.</param>
    internal static double[] Scores(IReadOnlyList<int> cells, int start, int goal, int stops)
    {
        var (from, to) = (Point(start), Point(goal));
        double angle = Math.Max(1e-9, from.AngleTo(to)), share = 1.0 / (stops + 1);
        double near = Math.Sin((1 - share) * angle) / Math.Sin(angle), far = Math.Sin(share * angle) / Math.Sin(angle);
        var point = UnitVector.Along((near * from.X) + (far * to.X), (near * from.Y) + (far * to.Y), (near * from.Z) + (far * to.Z));
        return [.. cells.Select(cell => -Point(cell).SquaredChord(point))];
    }

    private static UnitVector Point(int cell) => CellHierarchy.Healpix.CentreOf(new HierarchyCell(CellWords.Finest, cell));
}
