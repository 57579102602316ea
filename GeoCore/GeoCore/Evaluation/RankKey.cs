namespace GeoCore.Evaluation;

/// <summary>By what cells are put in the order of search.</summary>
public enum RankKey
{
    /// <summary>Mass by area: no other order finds truths that follow the map in less area. The default.</summary>
    Density,

    /// <summary>The cell's own score, whatever its area, as a program would rank the pixels of a raster; it puts small cells, those near the poles, behind.</summary>
    RawScore,
}

/// <summary>Turns what a model says of each cell into what <see cref="DensityRanking"/> ranks by.</summary>
public static class RankKeys
{
    /// <summary>Writes the level of every cell.</summary>
    /// <param name="masses">Mass, or any score, of each cell; not negative.</param>
    /// <param name="areas">Area of each cell.</param>
    /// <param name="key">By what to rank.</param>
    /// <param name="levels">Receives one level a cell; 0 means nothing.</param>
    /// <exception cref="ArgumentException">The numbers of cells differ.</exception>
    /// <remarks>A cell without area that has mass comes first: it costs nothing.</remarks>
    public static void Levels(ReadOnlySpan<double> masses, CellAreas areas, RankKey key, Span<double> levels)
    {
        ArgumentNullException.ThrowIfNull(areas);
        if (masses.Length != areas.Count || levels.Length < masses.Length)
        {
            throw new ArgumentException($"There are {masses.Length} masses, {areas.Count} areas and room for {levels.Length} levels.", nameof(masses));
        }

        for (var cell = 0; cell < masses.Length; cell++)
        {
            levels[cell] = key == RankKey.RawScore || masses[cell] == 0 ? masses[cell] : masses[cell] / areas.Km2(cell);
        }
    }
}
