using System.Text.Json.Serialization;

namespace Learners.Geolocation.Data.Attributes;

/// <summary>An attribute that a user describes: a raster of the Earth, and how its values become classes.</summary>
/// <param name="Name">As sources are named: lower-case letters, digits and hyphens.</param>
/// <param name="Raster">The file, relative to the list's own folder.</param>
/// <param name="Title">For people; the name when not given.</param>
/// <param name="Band">Of a GDAL raster, from 1.</param>
/// <param name="Variable">Of a NetCDF file; its first map when not given.</param>
/// <param name="Legend">A known list of classes: <c>esa-cci</c>, <c>esa-cci-groups</c>, <c>worldcover</c> or <c>population</c>.</param>
/// <param name="Classes">A CSV file of one's own with the columns code and name.</param>
/// <param name="Bounds">Upper bounds of all classes but the last, rising: the values are quantities.</param>
/// <param name="Unit">Of the quantities.</param>
/// <param name="Counts">Whether values are counts of a pixel, to be divided by its area in km².</param>
/// <param name="Window">Degrees of the window around a place over which quantities are averaged; the cell alone when not given.</param>
internal sealed record RasterAttributeCard(
    string Name,
    string Raster,
    string? Title = null,
    int Band = 1,
    string? Variable = null,
    string? Legend = null,
    string? Classes = null,
    IReadOnlyList<double>? Bounds = null,
    string Unit = "",
    bool Counts = false,
    double Window = 0);

/// <summary>JSON of <see cref="RasterAttributeCard"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyList<RasterAttributeCard>))]
internal sealed partial class RasterAttributeJson : JsonSerializerContext;
