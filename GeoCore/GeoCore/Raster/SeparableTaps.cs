using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>The taps of the columns and rows of a window where each depends on its own axis alone.</summary>
internal static class SeparableTaps
{
    internal static AxisTaps OfColumns(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        var x = new double[target.Width];
        for (var column = 0; column < x.Length; column++)
        {
            x[column] = target.CentreX(column);
        }

        ToSource(target, source, x, new double[x.Length], wantsX: true);
        double[] edgeX = [];
        if (AxisKernel.NeedsEdges(resampling))
        {
            edgeX = new double[target.Width + 1];
            for (var column = 0; column < edgeX.Length; column++)
            {
                edgeX[column] = target.CentreX(column - 0.5);
            }

            ToSource(target, source, edgeX, new double[edgeX.Length], wantsX: true);
        }

        var (centres, edges) = (new double[target.Width], new (double, double)[Math.Max(0, edgeX.Length - 1)]);
        for (var column = 0; column < centres.Length; column++)
        {
            centres[column] = source.ColumnInTurn(x[column]);
            if (edges.Length > 0)
            {
                // an edge belongs to the turn of its pixel, not to its own
                edges[column] = (
                    centres[column] + source.ColumnsBetween(x[column], edgeX[column]),
                    centres[column] + source.ColumnsBetween(x[column], edgeX[column + 1]));
            }
        }

        return AxisTaps.Of(edges, centres, source.Width, source.GoesRound, resampling);
    }

    internal static AxisTaps OfRows(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        var y = new double[target.Height];
        for (var row = 0; row < y.Length; row++)
        {
            y[row] = target.CentreY(row);
        }

        ToSource(target, source, new double[y.Length], y, wantsX: false);
        double[] edgeY = [];
        if (AxisKernel.NeedsEdges(resampling))
        {
            edgeY = new double[target.Height + 1];
            for (var row = 0; row < edgeY.Length; row++)
            {
                edgeY[row] = target.CentreY(row - 0.5);
            }

            ToSource(target, source, new double[edgeY.Length], edgeY, wantsX: false);
        }

        var (centres, edges) = (new double[target.Height], new (double, double)[Math.Max(0, edgeY.Length - 1)]);
        for (var row = 0; row < centres.Length; row++)
        {
            centres[row] = source.Row(y[row]);
            if (edges.Length > 0)
            {
                edges[row] = (source.Row(edgeY[row]), source.Row(edgeY[row + 1]));
            }
        }

        return AxisTaps.Of(edges, centres, source.Height, goesRound: false, resampling);
    }

    /// <summary>Takes coordinates of the target to coordinates of the source in place; one of the two spans is of interest.</summary>
    private static void ToSource(in PixelGrid target, SourceLattice source, Span<double> x, Span<double> y, bool wantsX)
    {
        if (ReferenceEquals(target.Crs, source.Crs) || target.Crs.IsGeographic && source.Crs.IsGeographic)
        {
            return; // degrees stay degrees, metres metres
        }

        target.Crs.ToGeographic(x, y, x, y);
        if (wantsX)
        {
            y.Clear(); // any latitude will do, and this one exists in every system
        }
        else
        {
            x.Clear();
            SourceLattice.ForgetBeyondPoles(y);
        }

        source.Crs.FromGeographic(x, y, x, y);
    }
}
