using System.Numerics;
using GeoCore.Gdal.Native;
using GeoCore.Imaging;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>A raster in GDAL's memory, on its way into a file.</summary>
internal static class MemoryDataset
{
    internal static DatasetHandle Create<T>(PixelBuffer<T> cells, RasterProfile profile)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GdalLibrary.Require();
        var driver = NativeMethods.GDALGetDriverByName("MEM");
        GdalError.Reset();
        var dataset = NativeMethods.GDALCreate(driver, string.Empty, cells.Width, cells.Height, cells.BandCount, DataTypes.ToGdal(profile.DataType), 0);
        var handle = dataset != 0 ? new DatasetHandle(dataset) : throw GdalError.Exception("No raster can be made in memory");
        try
        {
            var bounds = profile.Envelope;
            Span<double> transform = [bounds.MinX, bounds.Width / cells.Width, 0, bounds.MaxY, 0, -bounds.Height / cells.Height];
            GdalError.Check(NativeMethods.GDALSetGeoTransform(dataset, transform), "The place of the raster cannot be set");
            GdalError.Check(NativeMethods.GDALSetProjection(dataset, SpatialReference.WktOf(profile.Crs)), "The reference system cannot be set");
            for (var band = 0; band < cells.BandCount; band++)
            {
                Describe(NativeMethods.GDALGetRasterBand(dataset, band + 1), band, profile);
                Fill(NativeMethods.GDALGetRasterBand(dataset, band + 1), cells, band, profile);
            }

            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Describe(nint band, int index, RasterProfile profile)
    {
        if (index < profile.BandNames.Count)
        {
            NativeMethods.GDALSetDescription(band, profile.BandNames[index]);
        }

        if (profile.Unit is { } unit)
        {
            _ = NativeMethods.GDALSetRasterUnitType(band, unit);
        }

        if (profile.NoData is { } noData)
        {
            GdalError.Check(NativeMethods.GDALSetRasterNoDataValue(band, noData), "Nodata cannot be set");
        }

        if (index == 0 && profile.Palette is { } palette)
        {
            SetPalette(band, palette);
        }
        else if (index < profile.Colors.Count)
        {
            _ = NativeMethods.GDALSetRasterColorInterpretation(band, DataTypes.ToGdal(profile.Colors[index]));
        }
    }

    private static void SetPalette(nint band, IReadOnlyList<uint> palette)
    {
        const int rgb = 1;
        var table = NativeMethods.GDALCreateColorTable(rgb);
        for (var i = 0; i < palette.Count; i++)
        {
            NativeMethods.GDALSetColorEntry(table, i, new NativeMethods.ColorEntry
            {
                Red = PackedColor.Red(palette[i]),
                Green = PackedColor.Green(palette[i]),
                Blue = PackedColor.Blue(palette[i]),
                Alpha = PackedColor.Alpha(palette[i]),
            });
        }

        _ = NativeMethods.GDALSetRasterColorTable(band, table);
        NativeMethods.GDALDestroyColorTable(table);
    }

    private static void Fill<T>(nint band, PixelBuffer<T> cells, int index, RasterProfile profile)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = cells.Band(index).ToArray();
        var isWhole = profile.DataType is not (RasterDataType.Float32 or RasterDataType.Float64);
        if (profile.NoData is { } || isWhole)
        {
            var missing = T.CreateTruncating(profile.NoData ?? 0);
            foreach (ref var value in values.AsSpan())
            {
                value = T.IsNaN(value) ? missing : value;
            }
        }

        RasterTransfer.Write<T>(band, values, cells.Width, cells.Height);
    }
}
