namespace GeoCore.Imaging;

/// <summary>Colormaps of this project: a few chosen colours joined by <see cref="OklabRamp"/>.</summary>
internal static class OwnColormaps
{
    private const string Source = "GeoSuite: chosen colours joined by a spline in Oklab, steps of equal perceived length";
    private const string Licence = "MIT";

    internal static Colormap[] Create() =>
    [
        Gray(),
        Own("strata", "Deep blue over green and ochre to pale rose, in the spirit of batlow", ColormapKind.Sequential,
            "#0b1d51", "#1d4e63", "#4c7153", "#8f8438", "#d99756", "#f7b7b0", "#fbdcec"),
        Own("blues", "White to deep blue", ColormapKind.Sequential, "#f4f9fe", "#b3d3ea", "#5a9fd0", "#1f66a8", "#0a2f63"),
        Own("greens", "White to deep green", ColormapKind.Sequential, "#f5fbf2", "#b9e0b2", "#68b56f", "#23804a", "#03401f"),
        Own("heat", "Pale yellow over orange and red to black-red; for density over light maps", ColormapKind.Sequential,
            "#fff6cf", "#fdd176", "#f99a45", "#e4542f", "#a91e2d", "#560c22"),
        Own("night", "Black over deep blue and amber to white; for lights seen from orbit", ColormapKind.Sequential,
            "#02030a", "#101c46", "#3f3a5c", "#93623f", "#e3a338", "#fdf1c4"),
        Own("ocean", "Abyss to shallow water", ColormapKind.Sequential, "#06123a", "#0c3b77", "#1f78a8", "#6cb9c6", "#dff5ee"),
        Own("terrain", "Lowland green over ochre and brown to snow; for heights above the sea", ColormapKind.Named,
            "#2f6b45", "#86a95c", "#dfd38a", "#b98a55", "#87614f", "#b9aca8", "#ffffff"),
        Own("topography", "Deep sea to shore, then lowland to snow; zero belongs in the middle", ColormapKind.Named,
            "#0a1a4f", "#1f5c9e", "#6fb3d6", "#d8eef0", "#5d9a58", "#d8c878", "#a06f45", "#ffffff"),
        Own("land", "Sea blue to land green with a pale shore in the middle; for the probability of land", ColormapKind.Diverging,
            "#12386b", "#3f7fb0", "#a7cde0", "#f5f2e6", "#bccf8f", "#6f9e57", "#2d5d34"),
        Own("blue-red", "Blue over white to red", ColormapKind.Diverging,
            "#153a7a", "#5390c6", "#bcd9ea", "#f7f6f4", "#f5c3ae", "#d9694f", "#7d1426"),
        Own("brown-teal", "Brown over white to teal; dry and wet", ColormapKind.Diverging,
            "#5a3208", "#b17f34", "#e8d3a2", "#f6f5f1", "#b2ddd5", "#4a9f95", "#084a45"),
        Own("phase", "Four hues of equal lightness around the circle; for angles", ColormapKind.Cyclic,
            "#c46a8f", "#b98a3a", "#5fa35f", "#4a97b5", "#8a7fc4", "#c46a8f"),
    ];

    private static Colormap Own(string name, string title, ColormapKind kind, params ReadOnlySpan<string> controls) =>
        new(name, title, kind, OklabRamp.Through(controls), Source, Licence);

    private static Colormap Gray()
    {
        var colors = new uint[Colormap.Size];
        for (var i = 0; i < colors.Length; i++)
            colors[i] = PackedColor.Pack(i, i, i);
        return new Colormap("gray", "Black to white", ColormapKind.Sequential, colors, "Equal red, green and blue", Licence);
    }
}
