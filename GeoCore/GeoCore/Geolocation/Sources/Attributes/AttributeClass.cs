namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>One class of an attribute of places.</summary>
/// <param name="Code">How rasters write it.</param>
/// <param name="Name">In plain words.</param>
public readonly record struct AttributeClass(int Code, string Name);
