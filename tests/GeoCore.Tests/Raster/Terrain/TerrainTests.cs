using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Raster.Terrain;
using GeoCore.Tests.Gdal;
using GeoCore.Tiling;

namespace GeoCore.Tests.Raster.Terrain;

public sealed class TerrainTests : IDisposable
{
    private const int Width = 160, Height = 120;

    private static readonly PixelGrid s_grid = new(CoordinateReferenceSystems.Parse("EPSG:32632"), 400_000, 5_200_000, 50, 40, 0, 0, Width, Height);

    private readonly TemporaryRaster _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(315, 45, 1)]
    [InlineData(20, 70, 2.5)]
    [InlineData(200, 10, 0.3)]
    public void Light_and_shade_are_gdals(double azimuth, double altitude, double exaggeration)
    {
        var ours = Compute(TerrainAlgorithm.Hillshade, new TerrainOptions { Azimuth = azimuth, Altitude = altitude, Exaggeration = exaggeration });
        var theirs = OfGdal("hillshade", "-az", TemporaryRaster.Text(azimuth), "-alt", TemporaryRaster.Text(altitude), "-z", TemporaryRaster.Text(exaggeration));
        var differing = 0;
        for (var i = 0; i < ours.Length; i++)
        {
            Assert.Equal(float.IsNaN(theirs[i]), float.IsNaN(ours[i]));
            differing += float.IsNaN(ours[i]) || ours[i] == theirs[i] ? 0 : 1;
            Assert.False(Math.Abs(ours[i] - theirs[i]) > 1);
        }

        // gdaldem takes an approximate root, which rounds the other way now and then
        Assert.InRange(differing, 0, ours.Length / 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slopes_are_gdals(bool isPercent)
    {
        var ours = Compute(TerrainAlgorithm.Slope, new TerrainOptions { IsPercent = isPercent });
        var theirs = isPercent ? OfGdal("slope", "-p") : OfGdal("slope");
        for (var i = 0; i < ours.Length; i++)
            Assert.True(float.IsNaN(ours[i]) ? float.IsNaN(theirs[i]) : Math.Abs(ours[i] - theirs[i]) <= 1e-3, $"{i}: {ours[i]} and {theirs[i]}");
    }

    /// <summary>A plane that rises by 1 m a metre to the north is as steep wherever a projection puts it.</summary>
    [Theory]
    [InlineData("EPSG:3857", 0)]
    [InlineData("EPSG:3857", 60)]
    [InlineData("EPSG:3857", 80)]
    [InlineData("EPSG:4326", 0)]
    [InlineData("EPSG:4326", -75)]
    public void Slopes_are_those_on_the_ground(string name, double latitude)
    {
        var crs = CoordinateReferenceSystems.Parse(name);
        var (x, y) = crs.FromGeographic(10, latitude);
        var size = crs.IsGeographic ? 1e-4 : 10;
        foreach (var isNorth in new[] { true, false })
        {
            var heights = new PixelBuffer<float>(1, 5, 5);
            for (var row = 0; row < 5; row++)
            {
                for (var column = 0; column < 5; column++)
                {
                    var (longitude, north) = crs.ToGeographic(x + ((column - 2) * size), y - ((row - 2) * size));
                    heights.Values[(row * 5) + column] = 1000 * (float)Geodesic.DistanceKm(10, latitude, isNorth ? 10 : longitude, isNorth ? north : latitude)
                        * (isNorth ? row < 2 ? 1 : -1 : column > 2 ? 1 : -1);
                }
            }

            var slopes = new PixelBuffer<float>(1, 3, 3);
            TerrainPlanes.Compute(TerrainAlgorithm.Slope, TerrainOptions.Default, new PixelGrid(crs, x - (1.5 * size), y + (1.5 * size), size, size, 0, 0, 3, 3), heights, slopes);
            Assert.Equal(45, slopes.Values[4], 0.02f);
        }
    }

    [Theory]
    [InlineData(TerrainAlgorithm.TerrainRgb, 0.05)]
    [InlineData(TerrainAlgorithm.Terrarium, 0.002)]
    public void Coded_heights_come_back(TerrainAlgorithm algorithm, double precision)
    {
        float[] heights = [-9999, -418.26f, 0, 0.04f, 1234.5f, 8848.86f, float.NaN, 20_000];
        var planes = new PixelBuffer<float>(3, heights.Length, 1);
        var grown = new PixelBuffer<float>(1, heights.Length + 2, 3);
        heights.CopyTo(grown.Values[(heights.Length + 3)..]);
        TerrainPlanes.Compute(algorithm, new TerrainOptions { NoDataHeight = -7 }, s_grid with { Width = heights.Length, Height = 1 }, grown, planes);
        for (var i = 0; i < heights.Length; i++)
        {
            var (red, green, blue) = (planes.Band(0)[i], planes.Band(1)[i], planes.Band(2)[i]);
            Assert.All(new[] { red, green, blue }, channel => Assert.True(channel is >= 0 and <= 255 && channel == MathF.Truncate(channel)));
            var decoded = algorithm == TerrainAlgorithm.TerrainRgb ? -10_000 + (((red * 65536) + (green * 256) + blue) * 0.1) : (red * 256) + green + (blue / 256) - 32768;
            Assert.Equal(float.IsNaN(heights[i]) ? -7 : heights[i], decoded, precision + 1e-3);
        }
    }

    [Fact]
    public void Contours_lie_where_heights_pass_a_level()
    {
        var heights = new PixelBuffer<float>(1, 12, 3);
        for (var i = 0; i < 36; i++)
            heights.Values[i] = ((i % 12) - 1) * 10;
        heights.Band(0)[12 + 8] = float.NaN;
        var lines = new PixelBuffer<float>(1, 10, 1);
        TerrainPlanes.Compute(TerrainAlgorithm.Contours, new TerrainOptions { Interval = 25, Base = 5 }, s_grid with { Width = 10, Height = 1 }, heights, lines);

        // heights 0 to 90, levels 5, 30, 55 and 80; nothing is known of 70
        Assert.Equal([5, float.NaN, 30, float.NaN, float.NaN, 55, float.NaN, float.NaN, float.NaN, float.NaN], lines.Values.ToArray());
    }

    private static float HeightAt(int column, int row) => column is > 50 and < 54 && row == 60 ? -9999 : (float)(800 + (300 * Math.Sin(column / 9.0) * Math.Cos(row / 7.0)) + (column * 2));

    private static float[] Compute(TerrainAlgorithm algorithm, TerrainOptions options)
    {
        var heights = new PixelBuffer<float>(1, Width + 2, Height + 2);
        heights.Values.Fill(float.NaN);
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
                heights.Values[((row + 1) * (Width + 2)) + column + 1] = HeightAt(column, row) is not -9999 and var height ? height : float.NaN;
        }

        var planes = new PixelBuffer<float>(1, Width, Height);
        TerrainPlanes.Compute(algorithm, options, s_grid, heights, planes);
        return planes.Values.ToArray();
    }

    private float[] OfGdal(params string[] arguments)
    {
        var source = _files.Write("heights.tif", Width, Height, s_grid.Envelope, (_, column, row) => HeightAt(column, row) is not -9999 and var height ? height : float.NaN, noData: -9999, crs: "EPSG:32632");
        TemporaryRaster.Run("gdaldem", [arguments[0], source, _files.Path("out.tif"), .. arguments[1..]]);
        using var raster = GdalRaster.Open(_files.Path("out.tif"));
        var values = new float[Width * Height];
        raster.Read(new RasterWindow(0, 0, 0, Width, Height), 0, values);
        return values;
    }
}
