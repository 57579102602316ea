using RasterData.Generator.Elevation;
using RasterData.Generator.Imagery;
using RasterData.Generator.Population;

namespace RasterData.Generator.Layers;

/// <summary>All layers that are shipped.</summary>
public static class Recipes
{
    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<LayerRecipe> All { get; } = [ElevationRecipe.Recipe, NightLightsRecipe.Recipe, PopulationRecipe.Recipe];

    /// <summary>Their identifiers.</summary>
    public static IEnumerable<string> Ids => All.Select(recipe => recipe.Entry.Id);

    /// <summary>The recipe of a layer.</summary>
    /// <param name="id">One of <see cref="Ids"/>.</param>
    public static LayerRecipe Of(string id) => All.Single(recipe => recipe.Entry.Id == id);
}
