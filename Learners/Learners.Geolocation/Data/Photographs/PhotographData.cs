using System.Globalization;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Pooling;
using GeoCore.Imaging;
using GeoCore.Packages;
using GeoCore.Skia;
using Learners.Geolocation.Data.Overhead;
using Learners.Torch.Training;

namespace Learners.Geolocation.Data.Photographs;

/// <summary>Photographs of the ground as the geolocator learns from them: three quarters of the world's blocks, and the others held out.</summary>
/// <param name="context">Where data lie, and a folder of the caller's own.</param>
internal sealed class PhotographData(LearnerContext context)
{
    private const string List = "photographs.csv";
    private const int Parts = 4;

    /// <summary>A photograph shows what is near.</summary>
    private const double WindowDegrees = 0.5;

    // a network sees no more of them
    private static readonly PictureLimits s_limits = new() { SufficientSide = 512 };

    /// <summary>Opens the collection.</summary>
    /// <param name="grid">Cells of the maps.</param>
    /// <param name="cancellationToken">Ends fetching and reading.</param>
    /// <exception cref="IOException">It is not there and cannot be fetched.</exception>
    /// <exception cref="InvalidDataException">It has too few photographs, or one cannot be read.</exception>
    internal OverheadData Open(Grid grid, CancellationToken cancellationToken)
    {
        var photographs = context.Source is { } folder ? Own(folder) : Landmarks(cancellationToken);
        var set = PictureSet.Of([.. photographs.Select(photograph => (Look(photograph, cancellationToken), photograph.Longitude, photograph.Latitude))]);
        var parts = SpatialFolds.Of(set.Longitudes, set.Latitudes, Parts);
        int[] Where(Func<int, bool> isIn) => [.. Enumerable.Range(0, parts.Length).Where(i => isIn(parts[i]))];

        // the first parts may be one block of many photographs each; the last has many blocks of few
        PictureSet training = set.At(Where(static part => part < Parts - 1)), heldOut = set.At(Where(static part => part == Parts - 1));
        if (heldOut.Count < 2 || training.Count < 2 || SpatialFolds.Of(heldOut.Longitudes, heldOut.Latitudes, 2).Distinct().Count() < 2)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{set.Count} photographs in few parts of the world cannot be divided into some to learn from and some to ask"));
        }

        var attributes = new EarthAttributes(context.HomeFolder, context.OpenRaster);
        var land = attributes.Land(grid, cancellationToken);
        return new OverheadData(
            "photographs",
            "Where a photograph was taken",
            context.Source is null ? "photographs of landmarks in the Debian packages gcompris-qt-data and marble-qt-data" : "photographs of the trainer's own",
            context.Source is null ? "CC-BY-SA-4.0" : "as the photographs",
            "photographs taken from the ground",
            grid, training, heldOut, attributes.Read(grid, land, WindowDegrees, cancellationToken), land);
    }

    private IReadOnlyList<PlacedPhotograph> Own(string folder) => PhotographTable.Read(Path.Combine(folder, List), folder, context.Messages).Photographs is { Count: > 0 } found
        ? found
        : throw new InvalidDataException($"none of the photographs of {Path.Combine(folder, List)} is below {folder}");

    private IReadOnlyList<PlacedPhotograph> Landmarks(CancellationToken cancellationToken) =>
        LandmarkPhotographs.Distinct(new LandmarkPhotographs(context.DataFolder, new PackageFetcher(context.Messages)).Read(cancellationToken));

    private static Picture Look(PlacedPhotograph photograph, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return PictureReader.Instance.Read(photograph.Read(), s_limits);
        }
        catch (PictureException fault)
        {
            throw new InvalidDataException($"the photograph {photograph.Id} cannot be read: {fault.Message}", fault);
        }
    }
}
