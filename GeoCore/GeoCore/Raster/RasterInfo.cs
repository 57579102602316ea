using GeoCore.Geodesy;
using NetTopologySuite.Geometries;

namespace GeoCore.Raster;

/// <summary>How a raster says its bands are to be shown.</summary>
public enum BandColor
{
    /// <summary>A measured quantity.</summary>
    Undefined,

    /// <summary>Brightness.</summary>
    Gray,

    /// <summary>Index into a colour table.</summary>
    Palette,

    /// <summary>Red of a picture.</summary>
    Red,

    /// <summary>Green of a picture.</summary>
    Green,

    /// <summary>Blue of a picture.</summary>
    Blue,

    /// <summary>Opacity; 0 means that the other bands hold nothing here.</summary>
    Alpha,
}

/// <summary>One band of a raster.</summary>
/// <param name="Name">Description in the file, or <c>Band N</c>.</param>
/// <param name="DataType">Type of the stored cells.</param>
/// <param name="NoData">Value that means nothing, or null.</param>
/// <param name="Color">What the file says of its colour.</param>
/// <param name="Unit">Unit of the values, or null.</param>
/// <param name="Scale">Value = stored × Scale + Offset.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
/// <param name="Palette">RGBA of each index where the file has a colour table.</param>
/// <param name="CategoryNames">Names of the integer values from 0, where the file has them.</param>
public sealed record RasterBand(
    string Name,
    RasterDataType DataType,
    double? NoData,
    BandColor Color,
    string? Unit,
    double Scale,
    double Offset,
    IReadOnlyList<uint>? Palette,
    IReadOnlyList<string>? CategoryNames);

/// <summary>One resolution of a raster; level 0 is the full one.</summary>
/// <param name="Width">Cells from west to east.</param>
/// <param name="Height">Cells from north to south.</param>
/// <param name="BlockWidth">Cells of a stored block.</param>
/// <param name="BlockHeight">Rows of a stored block.</param>
public readonly record struct RasterLevel(int Width, int Height, int BlockWidth, int BlockHeight);

/// <summary>Everything about a raster but its cells.</summary>
/// <param name="Crs">Reference system.</param>
/// <param name="Envelope">Outer edges of the cells in units of <paramref name="Crs"/>; a file whose pixels are points is already shifted by half a cell.</param>
/// <param name="Levels">Full resolution and overviews, finest first.</param>
/// <param name="Bands">The bands.</param>
/// <param name="Digest">Identifies the content: changes whenever the file's size, time or header does.</param>
public sealed record RasterInfo(
    CoordinateReferenceSystem Crs,
    Envelope Envelope,
    IReadOnlyList<RasterLevel> Levels,
    IReadOnlyList<RasterBand> Bands,
    string Digest);
