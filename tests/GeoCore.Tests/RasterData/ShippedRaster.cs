using GeoCore.Gdal;
using GeoCore.Raster;
using RasterData.Generator.Layers;

namespace GeoCore.Tests.RasterData;

/// <summary>A band of a raster in <c>raster-data</c>, all of it.</summary>
internal sealed class ShippedRaster
{
    private readonly float[] _cells;

    private ShippedRaster(WorldGrid grid, float[] cells) => (Grid, _cells) = (grid, cells);

    public static string Folder { get; } = Path.Combine(FindRoot(), "raster-data");

    public static string Packages { get; } = Path.Combine(FindRoot(), "artifacts", "data");

    public WorldGrid Grid { get; }

    public ReadOnlySpan<float> Cells => _cells;

    public static ShippedRaster Read(string id, int band = 0)
    {
        using var raster = GdalRaster.Open(Path.Combine(Folder, id + ".tif"));
        var level = raster.Info.Levels[0];
        var cells = new float[level.Width * level.Height];
        raster.Read(new RasterWindow(0, 0, 0, level.Width, level.Height), band, cells);
        return new ShippedRaster(new WorldGrid(level.Width, level.Height), cells);
    }

    public float At(double longitude, double latitude) => _cells[(Grid.RowOf(latitude) * Grid.Columns) + Grid.ColumnOf(longitude)];

    public (double Longitude, double Latitude) PlaceOf(int cell) => (Grid.LongitudeOf(cell % Grid.Columns), Grid.LatitudeOf(cell / Grid.Columns));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GeoSuite.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("GeoSuite.sln was not found above the test's folder.");
    }
}
