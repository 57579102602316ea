using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>GDALDataType and GDALColorInterp between GDAL's numbers and ours.</summary>
internal static class DataTypes
{
    /// <summary>The type of a band's cells. 64-bit integers count as double precision, which holds them to 2⁵³.</summary>
    /// <exception cref="RasterException">The cells are complex numbers.</exception>
    internal static RasterDataType Of(nint band) => NativeMethods.GDALGetRasterDataType(band) switch
    {
        // up to GDAL 3.6 signed bytes are bytes with a remark
        1 => NativeText.Of(NativeMethods.GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE")) == "SIGNEDBYTE" ? RasterDataType.SByte : RasterDataType.Byte,
        2 => RasterDataType.UInt16,
        3 => RasterDataType.Int16,
        4 => RasterDataType.UInt32,
        5 => RasterDataType.Int32,
        6 => RasterDataType.Float32,
        7 or 12 or 13 => RasterDataType.Float64,
        14 => RasterDataType.SByte,
        var type => throw new RasterException($"Cells of GDAL's type {type} are no real numbers."),
    };

    /// <summary>GDALDataType for writing; signed bytes are written as 16 bits.</summary>
    internal static int ToGdal(RasterDataType type) => type switch
    {
        RasterDataType.Byte => 1,
        RasterDataType.UInt16 => 2,
        RasterDataType.SByte or RasterDataType.Int16 => 3,
        RasterDataType.UInt32 => 4,
        RasterDataType.Int32 => 5,
        RasterDataType.Float32 => 6,
        RasterDataType.Float64 => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };

    internal static BandColor ColorOf(nint band) => NativeMethods.GDALGetRasterColorInterpretation(band) switch
    {
        1 => BandColor.Gray,
        2 => BandColor.Palette,
        3 => BandColor.Red,
        4 => BandColor.Green,
        5 => BandColor.Blue,
        6 => BandColor.Alpha,
        _ => BandColor.Undefined,
    };

    internal static int ToGdal(BandColor color) => color switch
    {
        BandColor.Gray => 1,
        BandColor.Palette => 2,
        BandColor.Red => 3,
        BandColor.Green => 4,
        BandColor.Blue => 5,
        BandColor.Alpha => 6,
        _ => 0,
    };

    internal static int ToGdal(Resampling resampling) => resampling switch
    {
        Resampling.Nearest => 0,
        Resampling.Bilinear => 1,
        Resampling.Cubic => 2,
        Resampling.Lanczos => 4,
        Resampling.Average => 5,
        Resampling.Mode => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "No such resampling."),
    };
}
