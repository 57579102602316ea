using System.Diagnostics;
using System.Globalization;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Gdal;

/// <summary>A folder of rasters that goes away with the test.</summary>
internal sealed class TemporaryRaster : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-raster-");

    internal string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a COG whose cells are a function of band, column and row.</summary>
    internal string Write(
        string name, int width, int height, Envelope envelope, Func<int, int, int, float> cell, RasterDataType type = RasterDataType.Float32,
        double? noData = null, string crs = "EPSG:4326", int bands = 1, Resampling overviews = Resampling.Average, Func<RasterProfile, RasterProfile>? change = null)
    {
        var cells = new PixelBuffer<float>(bands, width, height);
        for (var band = 0; band < bands; band++)
        {
            for (var i = 0; i < width * height; i++)
            {
                cells.Band(band)[i] = cell(band, i % width, i / width);
            }
        }

        var profile = new RasterProfile(CoordinateReferenceSystems.Parse(crs), envelope, type, noData);
        GdalCog.Write(Path(name), cells, change?.Invoke(profile) ?? profile, overviews);
        return Path(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs one of GDAL's programs.</summary>
    internal static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
        return output.Result;
    }

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
