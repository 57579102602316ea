using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace GeoCore.Imaging;

/// <summary>The colormaps that can be named in a request.</summary>
public static class Colormaps
{
    /// <summary>Behind a name, this turns the colours round.</summary>
    public const string ReversedSuffix = "_r";

    private static readonly Colormap[] s_all = [.. PublishedColormaps.Create(), .. OwnColormaps.Create()];

    private static readonly FrozenDictionary<string, Colormap> s_byName = s_all
        .Concat(s_all.Select(colormap => colormap.Reversed()))
        .ToFrozenDictionary(colormap => colormap.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All colormaps once, without their reversed twins; perceptually uniform ones first.</summary>
    public static IReadOnlyList<Colormap> All => s_all;

    /// <summary>The colormap where nothing else is asked for.</summary>
    public static Colormap Default => s_all[0];

    /// <summary>Finds a colormap by name in any case, reversed when the name ends in <c>_r</c>.</summary>
    public static bool TryGet(string? name, [NotNullWhen(true)] out Colormap? colormap)
    {
        colormap = null;
        return name is not null && s_byName.TryGetValue(name, out colormap);
    }

    /// <summary>Finds a colormap that the program itself names.</summary>
    /// <exception cref="ColormapException">There is none of that name.</exception>
    public static Colormap Get(string name) =>
        TryGet(name, out var colormap) ? colormap : throw new ColormapException($"There is no colormap '{name}'.");
}
