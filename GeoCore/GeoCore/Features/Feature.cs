using NetTopologySuite.Geometries;

namespace GeoCore.Features;

/// <summary>A place or an area with what is known of it.</summary>
/// <param name="Id">The same for as long as the source does not change.</param>
/// <param name="Geometry">Longitudes and latitudes in degrees; null where it has no place.</param>
/// <param name="Values">One for each field: whole numbers as <see cref="long"/>, others as <see cref="double"/>, <see cref="bool"/>, texts, times as ISO 8601; null where there is none.</param>
public sealed record Feature(long Id, Geometry? Geometry, IReadOnlyList<object?> Values);

/// <summary>Features in the order of their identifiers.</summary>
/// <param name="Features">The features.</param>
/// <param name="Matched">How many features the query has on all pages.</param>
/// <param name="HasMore">Whether others follow.</param>
public sealed record FeaturePage(IReadOnlyList<Feature> Features, long Matched, bool HasMore);
