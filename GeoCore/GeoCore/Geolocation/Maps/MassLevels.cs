namespace GeoCore.Geolocation.Maps;

/// <summary>Of every cell the probability of all denser ones: what is searched before it, as a share of the mass.</summary>
/// <remarks>
/// The cells below a level q are the highest-density region of mass q: they hold at least q, and without the thinnest of them less. Equally
/// dense cells have one level, so that a region never divides them (decision 0132).
/// </remarks>
public static class MassLevels
{
    /// <summary>What has density is in the region of all mass, however little there is.</summary>
    private static readonly float s_most = MathF.BitDecrement(1);

    /// <summary>The levels of a map's cells.</summary>
    /// <param name="map">The map.</param>
    /// <returns>One number a cell, from 0 at the densest to below 1; 1 where there is no density.</returns>
    public static float[] Of(DensityMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var cells = new int[map.Grid.Count];
        var thinness = new float[cells.Length];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            (cells[cell], thinness[cell]) = (cell, -map.Values[cell]);
        }

        Array.Sort(thinness, cells);
        var levels = new float[cells.Length];
        double before = 0, upTo = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0 && thinness[i] != thinness[i - 1])
                before = upTo;
            levels[cells[i]] = float.IsPositiveInfinity(thinness[i]) ? 1 : Math.Min((float)before, s_most);
            upTo += map.Mass(cells[i]);
        }

        return levels;
    }
}
