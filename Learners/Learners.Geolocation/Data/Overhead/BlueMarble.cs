using GeoCore.Imaging;
using GeoCore.Packages;
using GeoCore.Skia;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>NASA's Blue Marble, a picture of the whole Earth in plate carrée, from the Debian package marble-qt-data, fetched when it is not there.</summary>
internal sealed class BlueMarble
{
    /// <summary>Width of a crop, degrees.</summary>
    internal const double CropDegrees = 64 / 15.0;

    private const string PackageName = "marble-qt-data";

    private readonly Picture _mosaic;

    /// <summary>Takes a picture of the Earth.</summary>
    /// <param name="mosaic">Twice as wide as high, from 180° W and 90° N.</param>
    /// <exception cref="InvalidDataException">It has another shape.</exception>
    internal BlueMarble(Picture mosaic) => _mosaic = mosaic.Width == 2 * mosaic.Height
        ? mosaic
        : throw new InvalidDataException($"a picture of the Earth is twice as wide as high, not {mosaic.Width} × {mosaic.Height}");

    /// <summary>Opens it.</summary>
    /// <param name="folder">Data folder of the run.</param>
    /// <param name="packages">Fetches packages.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    internal static BlueMarble Open(string folder, PackageFetcher packages, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(folder, PackageName);
        var path = Path.Combine(tree, "usr", "share", "marble", "data", "maps", "earth", "bluemarble", "bluemarble.jpg");
        if (!File.Exists(path))
        {
            packages.Unpack(PackageClient.Debian, PackageName, null, tree, cancellationToken);
        }

        return new BlueMarble(PictureReader.Instance.Read(File.ReadAllBytes(path)));
    }

    /// <summary>Crops whose centres are spread over blocks, each wholly inside its block and centred on land.</summary>
    /// <param name="blocks">South-western corners, degrees.</param>
    /// <param name="perBlock">Crops of a block that is all land; one with less land has fewer.</param>
    /// <param name="isLand">Whether a longitude and latitude is on land.</param>
    /// <param name="seed">Of the places.</param>
    internal PictureSet Crops(IEnumerable<(int West, int South)> blocks, int perBlock, Func<double, double, bool> isLand, int seed)
    {
        var random = new Random(seed);
        var items = new List<(Picture, double, double)>();
        const double room = TrainingBlocks.Degrees - CropDegrees;
        foreach (var (west, south) in blocks)
        {
            for (var attempt = 0; attempt < perBlock; attempt++)
            {
                // centres of crops that lie on whole pixels, so that nothing is resampled
                var cell = 360.0 / _mosaic.Width;
                var half = CropDegrees / 2;
                var longitude = Math.Round((west + half + room * random.NextDouble()) / cell) * cell;
                var latitude = Math.Round((south + half + room * random.NextDouble()) / cell) * cell;
                if (isLand(longitude, latitude))
                {
                    items.Add((Crop(longitude, latitude), longitude, latitude));
                }
            }
        }

        return PictureSet.Of(items);
    }

    private Picture Crop(double longitude, double latitude)
    {
        var cell = 360.0 / _mosaic.Width;
        var side = (int)Math.Round(CropDegrees / cell);
        var left = Math.Clamp((int)Math.Round((longitude + 180) / cell) - side / 2, 0, _mosaic.Width - side);
        var top = Math.Clamp((int)Math.Round((90 - latitude) / cell) - side / 2, 0, _mosaic.Height - side);
        return PictureWindow.Of(_mosaic, left, top, side, side);
    }
}
