using NetTopologySuite.Geometries;

namespace GeoCore.Features;

/// <summary>What a property is.</summary>
public enum FeatureFieldType
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers.</summary>
    Real,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Days, as <c>2026-11-25</c>.</summary>
    Date,

    /// <summary>Moments, as <c>2026-11-25T15:00:00Z</c>.</summary>
    DateTime,
}

/// <summary>What most features of a source are, for styles.</summary>
public enum FeatureShape
{
    /// <summary>Of several kinds, or unknown.</summary>
    Any,

    /// <summary>Points.</summary>
    Points,

    /// <summary>Lines.</summary>
    Lines,

    /// <summary>Polygons.</summary>
    Polygons,
}

/// <summary>A property that features have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
public sealed record FeatureField(string Name, FeatureFieldType Type);

/// <summary>Everything about a source but its features.</summary>
/// <param name="Name">Its name in the file or database.</param>
/// <param name="Shape">What its features are.</param>
/// <param name="Fields">Their properties.</param>
/// <param name="Bounds">Longitudes and latitudes in degrees; null where it has no features.</param>
/// <param name="Count">How many features it has.</param>
/// <param name="Digest">Identifies the content: changes whenever that does, as far as can be known without reading all of it.</param>
public sealed record FeatureSourceInfo(string Name, FeatureShape Shape, IReadOnlyList<FeatureField> Fields, Envelope? Bounds, long Count, string Digest)
{
    /// <summary>The property that <c>datetime</c> asks about: the first that is a time; null where there is none.</summary>
    public FeatureField? TimeField { get; } = Fields.FirstOrDefault(field => field.Type is FeatureFieldType.Date or FeatureFieldType.DateTime);
}
