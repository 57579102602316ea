using GeoCore.Geolocation.Grids;
using GeoCore.Packages;
using Learners.Geolocation.Data.Attributes;
using Learners.Geolocation.Data.Photographs;
using Learners.Torch.Training;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>Opens the data sets of the geolocator.</summary>
/// <param name="context">Where data lie, how rasters are opened, and who is told what is being fetched.</param>
internal sealed class OverheadDataSets(LearnerContext context)
{
    // places of crops are the same for every run, so that figures can be compared
    private const int TrainingSeed = 1;
    private const int HeldOutSeed = 2;
    private const int MostHeldOutCrops = 20;

    /// <summary>Opens a data set.</summary>
    /// <param name="cancellationToken">Ends fetching and reading.</param>
    /// <exception cref="IOException">The data are not there and cannot be fetched; the message says what to get.</exception>
    /// <exception cref="InvalidDataException">The data are not what they should be.</exception>
    internal OverheadData Open(CancellationToken cancellationToken)
    {
        var grid = NestedGrid.Healpix(context.Values.Integer("grid-level"));
        var data = context.Job.Data switch
        {
            "painted" => PaintedEarth.Open(grid),
            "photographs" => new PhotographData(context).Open(grid, cancellationToken),
            _ => Earth(grid, cancellationToken),
        };
        return context.Values.Choice("attributes") is { Length: > 0 } list
            ? data with { Attributes = [.. data.Attributes, .. new RasterAttributes(context.OpenRaster).Read(list, grid, data.Attributes.Select(attribute => attribute.Name), cancellationToken)] }
            : data;
    }

    private OverheadData Earth(Grid grid, CancellationToken cancellationToken)
    {
        var attributes = new EarthAttributes(context.HomeFolder, context.OpenRaster);
        PictureSet training, heldOut;
        if (context.Source is { } folder)
        {
            var tiles = new TileFolder(folder);
            training = tiles.Read("train", int.MaxValue, cancellationToken);
            heldOut = tiles.Read("dev", int.MaxValue, cancellationToken);
        }
        else
        {
            var marble = BlueMarble.Open(context.DataFolder, new PackageFetcher(context.Messages), cancellationToken);
            var perBlock = context.Values.Integer("crops");
            training = marble.Crops(TrainingBlocks.Training, perBlock, IsLand, TrainingSeed);
            heldOut = marble.Crops(TrainingBlocks.HeldOut, Math.Min(perBlock, MostHeldOutCrops), IsLand, HeldOutSeed);
        }

        var land = attributes.Land(grid, cancellationToken);
        return new OverheadData(
            "overhead",
            "Where a satellite picture was taken",
            "NASA Blue Marble; climate and land by the models published with GeoSuite; elevation and population from raster-data",
            "CC-BY-4.0",
            "pictures of the Earth from above, north up, about 4.27° wide",
            grid, training, heldOut, attributes.Read(grid, land, BlueMarble.CropDegrees, cancellationToken), land);

        bool IsLand(double longitude, double latitude) => attributes.Land([longitude], [latitude], cancellationToken)[0] > 0.5;
    }
}
