using GeoCore.Geolocation.Grids;
using GeoCore.Imaging;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>An Earth that is painted by formulas: colours and belts depend on the place smoothly, so that a small network learns them in seconds.</summary>
internal static class PaintedEarth
{
    private const int Side = 32;
    private const int Belts = 6;
    private const double Degree = Math.PI / 180;
    private const double PixelDegrees = BlueMarble.CropDegrees / Side;

    /// <summary>Pictures and belts.</summary>
    /// <param name="grid">Cells of the maps.</param>
    internal static OverheadData Open(Grid grid)
    {
        int[] belts = new int[grid.Count], quarters = new int[grid.Count];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            (belts[cell], quarters[cell]) = (Math.Min(Belts - 1, (int)((latitude + 90) / (180 / Belts))), (int)((longitude + 180) / 90) % 4);
        }

        var land = new double[grid.Count];
        Array.Fill(land, 1);
        return new OverheadData(
            "painted", "Painted Earth", "formulas of GeoSuite", "CC0-1.0", "pictures painted by formulas", grid, Pictures(256, 1), Pictures(64, 2),
            [
                new AttributeTable("belt", "Belt of latitude", [.. Enumerable.Range(1, Belts).Select(belt => $"belt {belt}")], belts),
                new AttributeTable("quarter", "Quarter of longitude", ["far west", "west", "east", "far east"], quarters),
            ],
            land);
    }

    private static PictureSet Pictures(int count, int seed)
    {
        var random = new Random(seed);
        var items = new List<(Picture, double, double)>();
        for (var i = 0; i < count; i++)
        {
            var (longitude, latitude) = (360 * random.NextDouble() - 180, Math.Asin(2 * random.NextDouble() - 1) / Degree);
            items.Add((Paint(longitude, latitude), longitude, latitude));
        }

        return PictureSet.Of(items);
    }

    private static Picture Paint(double longitude, double latitude)
    {
        var pixels = new byte[Side * Side * Picture.Channels];
        for (var i = 0; i < Side * Side; i++)
        {
            var (x, y) = (i % Side - Side / 2.0, Side / 2.0 - i / Side);
            var (lambda, phi) = ((longitude + x * PixelDegrees) * Degree, (latitude + y * PixelDegrees) * Degree);
            pixels[3 * i] = Shade(Math.Sin(phi));
            pixels[3 * i + 1] = Shade(Math.Cos(phi) * Math.Sin(lambda));
            pixels[3 * i + 2] = Shade(Math.Cos(phi) * Math.Cos(lambda));
        }

        return new Picture(Side, Side, pixels);
    }

    private static byte Shade(double value) => (byte)(127.5 + 110 * Math.Clamp(value, -1, 1));
}
