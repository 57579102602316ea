using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace TileServer.Sources.Geolocation;

/// <summary>What a locator is.</summary>
/// <param name="Id">Identifier in requests.</param>
/// <param name="Title">A line for people.</param>
/// <param name="Version">Changes with everything that decides about an answer.</param>
public sealed record LocatorCard(string Id, string Title, string Version)
{
    /// <summary>A paragraph for people, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Licence of the weights, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>The kind of pictures that it was trained with, or null.</summary>
    public string? Pictures { get; init; }

    /// <summary>What its maps are made of.</summary>
    public required IReadOnlyList<LocatorSource> Sources { get; init; }

    /// <summary>Rules that it knows, the default first.</summary>
    public required IReadOnlyList<PoolingRule> Rules { get; init; }

    /// <summary>Names of priors, the default first.</summary>
    public required IReadOnlyList<string> Priors { get; init; }

    /// <summary>Cells of its maps, such as <c>healpix:7</c>.</summary>
    public required string Grid { get; init; }

    /// <summary>The smallest cell that its makers allow to be reported, km²; 0 where they say nothing.</summary>
    public double MinimumCellKm2 { get; init; }
}

/// <summary>A source of a locator.</summary>
/// <param name="Name">In requests.</param>
/// <param name="Title">For people.</param>
/// <param name="Kind">Such as <c>classifier</c> or <c>attribute</c>.</param>
/// <param name="Weight">Where a request says nothing.</param>
public sealed record LocatorSource(string Name, string Title, string Kind, double Weight);

/// <summary>What an attribute predictor says of a picture.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="Title">For people.</param>
/// <param name="Classes">Classes with their probabilities, in the order of the card.</param>
public sealed record AttributeGuess(string Name, string Title, IReadOnlyList<(string Label, double Probability)> Classes);

/// <summary>A map of a picture.</summary>
/// <param name="Map">The map.</param>
/// <param name="LogEvidence">ln of the pool's normaliser, nats.</param>
/// <param name="Shares">What each source of the card had to do with it, in its order.</param>
public sealed record LocatedMap(DensityMap Map, double LogEvidence, IReadOnlyList<SourceShare> Shares);

/// <summary>What a source had to do with a map.</summary>
/// <param name="Weight">Its weight; 0 where it was left out.</param>
/// <param name="ContributionNats">What it adds to ln of the density where the map expects the place.</param>
/// <param name="HalfAreaKm2">Area of the region of half the mass of the source's own map, km²; null where it has none of its own.</param>
public sealed record SourceShare(double Weight, double ContributionNats, double? HalfAreaKm2);
