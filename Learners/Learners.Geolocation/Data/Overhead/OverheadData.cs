using GeoCore.Geolocation.Grids;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>What a geolocator learns from.</summary>
/// <param name="Name">Of the data set.</param>
/// <param name="Title">Of an artifact that learnt it.</param>
/// <param name="Source">Where pictures and attributes come from.</param>
/// <param name="Licence">Of what is learnt.</param>
/// <param name="Pictures">The kind of pictures, in words.</param>
/// <param name="Grid">Cells of all maps.</param>
/// <param name="Training">Pictures to learn from.</param>
/// <param name="HeldOut">Pictures of other parts of the world.</param>
/// <param name="Attributes">Attributes of places.</param>
/// <param name="LandFractions">Share of land of each cell.</param>
internal sealed record OverheadData(
    string Name,
    string Title,
    string Source,
    string Licence,
    string Pictures,
    Grid Grid,
    PictureSet Training,
    PictureSet HeldOut,
    IReadOnlyList<AttributeTable> Attributes,
    double[] LandFractions);
