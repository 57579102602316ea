using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace Benchmarks.Rasters;

/// <summary>A raster made up for measuring: smooth hills with grain, so that its blocks compress and decode as real ones do.</summary>
/// <param name="Name">File stem.</param>
/// <param name="Crs">Reference system.</param>
/// <param name="Bounds">Outer edges.</param>
/// <param name="Width">Cells from west to east.</param>
/// <param name="Height">Cells from north to south.</param>
/// <param name="Bands">1 for a quantity in float32, 3 for a picture in bytes.</param>
internal sealed record SampleRaster(string Name, CoordinateReferenceSystem Crs, Envelope Bounds, int Width, int Height, int Bands)
{
    /// <summary>Part of the file name that changes with the recipe.</summary>
    private const string Recipe = "2";

    private static readonly Envelope s_world = new(-180, 180, -90, 90);
    private static readonly Envelope s_zone = new(200_000, 800_000, 5_000_000, 5_600_000);

    private static readonly Envelope s_mercator =
        new(-WebMercator.HalfWorld, WebMercator.HalfWorld, -WebMercator.HalfWorld, WebMercator.HalfWorld);

    /// <summary>The rasters by name: about native at zoom 5 where they span the world, at zoom 9 where they span a UTM zone.</summary>
    public static IReadOnlyList<SampleRaster> All { get; } =
    [
        new("float-4326", CoordinateReferenceSystems.Parse("EPSG:4326"), s_world, 7200, 3600, 1),
        new("rgb-4326", CoordinateReferenceSystems.Parse("EPSG:4326"), s_world, 7200, 3600, 3),
        new("float-3857", CoordinateReferenceSystems.Parse("EPSG:3857"), s_mercator, 8192, 8192, 1),
        new("float-utm33", CoordinateReferenceSystems.Parse("EPSG:32633"), s_zone, 3000, 3000, 1),
    ];

    /// <summary>Path of the file; it is made on the first call on a machine.</summary>
    /// <param name="folder">Where such files are kept.</param>
    public string Provide(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Name}-{Recipe}.tif");
        if (!File.Exists(path))
        {
            var profile = new RasterProfile(Crs, Bounds, Bands == 1 ? RasterDataType.Float32 : RasterDataType.Byte)
            {
                Colors = Bands == 3 ? [BandColor.Red, BandColor.Green, BandColor.Blue] : [],
            };
            GdalCog.Write(path, Fill(), profile);
        }

        return path;
    }

    private PixelBuffer<float> Fill()
    {
        var cells = new PixelBuffer<float>(Bands, Width, Height);
        var random = new Random(7);
        var columns = new float[Width];
        for (var band = 0; band < Bands; band++)
        {
            var plane = cells.Band(band);
            for (var column = 0; column < Width; column++)
            {
                columns[column] = MathF.Sin(column * 0.011f + band) + 0.3f * MathF.Sin(column * 0.13f);
            }

            for (var row = 0; row < Height; row++)
            {
                var north = MathF.Cos(row * 0.009f + band) + 0.3f * MathF.Sin(row * 0.17f);
                var line = plane.Slice(row * Width, Width);
                for (var column = 0; column < Width; column++)
                {
                    line[column] = 128 + 40 * columns[column] * north + 4 * random.NextSingle();
                }
            }
        }

        return cells;
    }
}
