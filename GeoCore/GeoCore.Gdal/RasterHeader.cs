using System.Buffers.Binary;
using System.Security.Cryptography;
using GeoCore.Gdal.Native;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Gdal;

/// <summary>Reads everything about a dataset but its cells.</summary>
internal static class RasterHeader
{
    /// <summary>A level smaller than this needs no smaller one.</summary>
    private const int SmallestLevel = 256;

    /// <summary>Edge of the blocks of levels that the file does not store.</summary>
    private const int MadeBlock = 256;

    private const int HeaderBytes = 1 << 16;

    /// <summary>Whether the dataset has to be seen through a warp: turned, with south up, placed by points, or in a system that is not known here.</summary>
    internal static bool NeedsWarp(nint dataset, string path, out bool toGeographic)
    {
        Span<double> transform = stackalloc double[6];
        var isPlaced = NativeMethods.GDALGetGeoTransform(dataset, transform) == 0;
        if (!isPlaced && NativeMethods.GDALGetGCPCount(dataset) == 0)
        {
            throw new RasterException($"{path} does not say where it lies: it has neither a geotransform nor control points.");
        }

        var crs = SpatialReference.Of(dataset, out var isStated);
        toGeographic = isStated && crs is null || !isPlaced && crs is null;
        return !isPlaced || toGeographic || transform[2] != 0 || transform[4] != 0 || transform[1] < 0 || transform[5] > 0;
    }

    /// <summary>Reads the header of a dataset that needs no warp.</summary>
    /// <param name="dataset">Dataset.</param>
    /// <param name="path">File, for messages and the digest.</param>
    /// <param name="storedLevels">Number of levels that the file itself holds.</param>
    internal static RasterInfo Read(nint dataset, string path, out int storedLevels)
    {
        Span<double> transform = stackalloc double[6];
        _ = NativeMethods.GDALGetGeoTransform(dataset, transform);
        int width = NativeMethods.GDALGetRasterXSize(dataset), height = NativeMethods.GDALGetRasterYSize(dataset);
        var bandCount = NativeMethods.GDALGetRasterCount(dataset);
        if (bandCount == 0)
        {
            throw new RasterException($"{path} has no bands.");
        }

        var envelope = new Envelope(transform[0], transform[0] + width * transform[1], transform[3] + height * transform[5], transform[3]);
        var bands = Enumerable.Range(1, bandCount).Select(number => ReadBand(dataset, number)).ToArray();
        var levels = Levels(NativeMethods.GDALGetRasterBand(dataset, 1), out storedLevels);
        var crs = SpatialReference.Of(dataset, out _) ?? Guess(envelope, path);
        return new RasterInfo(crs, envelope, levels, bands, Digest(dataset, path));
    }

    private static RasterBand ReadBand(nint dataset, int number)
    {
        var band = NativeMethods.GDALGetRasterBand(dataset, number);
        var noData = NativeMethods.GDALGetRasterNoDataValue(band, out var hasNoData);
        var scale = NativeMethods.GDALGetRasterScale(band, out var hasScale);
        var offset = NativeMethods.GDALGetRasterOffset(band, out var hasOffset);
        var names = StringList.Read(NativeMethods.GDALGetRasterCategoryNames(band));
        return new RasterBand(
            NativeText.NotEmpty(NativeMethods.GDALGetDescription(band)) ?? $"Band {number}",
            DataTypes.Of(band),
            hasNoData != 0 ? noData : null,
            DataTypes.ColorOf(band),
            NativeText.NotEmpty(NativeMethods.GDALGetRasterUnitType(band)),
            hasScale != 0 && scale != 0 ? scale : 1,
            hasOffset != 0 ? offset : 0,
            Palette(NativeMethods.GDALGetRasterColorTable(band)),
            names.Count > 0 ? names : null);
    }

    private static uint[]? Palette(nint table)
    {
        if (table == 0)
        {
            return null;
        }

        var colors = new uint[NativeMethods.GDALGetColorEntryCount(table)];
        for (var i = 0; i < colors.Length; i++)
        {
            _ = NativeMethods.GDALGetColorEntryAsRGB(table, i, out var entry);
            colors[i] = Imaging.PackedColor.Pack(entry.Red & 255, entry.Green & 255, entry.Blue & 255, entry.Alpha & 255);
        }

        return colors;
    }

    /// <summary>The stored levels, then levels of half the size each that are made when they are read, so that no tile ever reads a whole large file at full size.</summary>
    private static List<RasterLevel> Levels(nint band, out int stored)
    {
        NativeMethods.GDALGetBlockSize(band, out var blockWidth, out var blockHeight);
        int width = NativeMethods.GDALGetRasterBandXSize(band), height = NativeMethods.GDALGetRasterBandYSize(band);
        var levels = new List<RasterLevel> { new(width, height, blockWidth, blockHeight) };
        for (var overview = 0; overview < NativeMethods.GDALGetOverviewCount(band); overview++)
        {
            var smaller = NativeMethods.GDALGetOverview(band, overview);
            int smallerWidth = NativeMethods.GDALGetRasterBandXSize(smaller), smallerHeight = NativeMethods.GDALGetRasterBandYSize(smaller);
            if (smallerWidth >= levels[^1].Width || smallerHeight > levels[^1].Height)
            {
                break; // not a pyramid: what follows is made instead
            }

            NativeMethods.GDALGetBlockSize(smaller, out blockWidth, out blockHeight);
            levels.Add(new RasterLevel(smallerWidth, smallerHeight, blockWidth, blockHeight));
        }

        stored = levels.Count;
        while (levels[^1].Width > SmallestLevel || levels[^1].Height > SmallestLevel)
        {
            var last = levels[^1];
            levels.Add(new RasterLevel((last.Width + 1) / 2, (last.Height + 1) / 2, MadeBlock, MadeBlock));
        }

        return levels;
    }

    /// <summary>A file without a reference system is taken as longitude and latitude where its bounds allow no other reading.</summary>
    private static Crs84 Guess(Envelope envelope, string path) =>
        envelope.MinX >= -180.5 && envelope.MaxX <= 360.5 && envelope.MinY >= -90.5 && envelope.MaxY <= 90.5
            ? Crs84.Instance
            : throw new RasterException($"{path} names no reference system, and its bounds are no longitudes and latitudes.");

    /// <summary>Size and time of every file of the dataset and the beginning of each: changes whenever a pixel may.</summary>
    private static string Digest(nint dataset, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var list = NativeMethods.GDALGetFileList(dataset);
        var files = StringList.Read(list);
        _ = NativeMethods.CSLDestroy(list);
        Span<byte> numbers = stackalloc byte[16];
        var beginning = new byte[HeaderBytes];
        foreach (var file in files.DefaultIfEmpty(path).Order(StringComparer.Ordinal).Where(File.Exists))
        {
            var info = new FileInfo(file);
            BinaryPrimitives.WriteInt64LittleEndian(numbers, info.Length);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], info.LastWriteTimeUtc.Ticks);
            hash.AppendData(numbers);
            using var handle = File.OpenHandle(file);
            hash.AppendData(beginning.AsSpan(0, RandomAccess.Read(handle, beginning, 0)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
