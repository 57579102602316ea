using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Sources;
using GeoCore.Imaging;
using GeoCore.Skia;
using Learners.Geolocation.Data.Photographs;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Photographs with their embeddings and labels, and the prior that all systems share.</summary>
/// <param name="Places">Degrees.</param>
/// <param name="Embeddings">One a photograph.</param>
/// <param name="Attributes">What can be told of a place.</param>
/// <param name="Labels">Class of each attribute for each photograph.</param>
/// <param name="Prior">Where photographs are taken.</param>
internal sealed record GroundWorld(
    IReadOnlyList<(double Longitude, double Latitude)> Places, IReadOnlyList<float[]> Embeddings, IReadOnlyList<GroundAttribute> Attributes,
    IReadOnlyList<int[]> Labels, DensityMap Prior)
{
    /// <summary>Level of the HEALPix grid of all maps, 102 km a cell.</summary>
    internal const int Level = 6;

    private const double BandwidthKm = 60;
    private const double FloorShare = 0.02;

    /// <summary>Looks at photographs.</summary>
    /// <param name="photographs">Each picture once.</param>
    /// <param name="attributes">On the grid of <see cref="Level"/>.</param>
    /// <param name="embed">A picture in numbers.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    internal static GroundWorld Of(
        IReadOnlyList<PlacedPhotograph> photographs, IReadOnlyList<GroundAttribute> attributes, Func<Picture, float[]> embed, CancellationToken cancellationToken)
    {
        var embeddings = new List<float[]>();
        foreach (var photograph in photographs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                embeddings.Add(embed(PictureReader.Instance.Read(photograph.Read())));
            }
            catch (PictureException fault)
            {
                throw new InvalidDataException($"the photograph {photograph.Id} cannot be read: {fault.Message}", fault);
            }
        }

        return new GroundWorld(
            [.. photographs.Select(static photograph => (photograph.Longitude, photograph.Latitude))],
            embeddings,
            attributes,
            [.. attributes.Select(attribute => photographs.Select(photograph => attribute.ClassAt(photograph.Longitude, photograph.Latitude)).ToArray())],
            PriorOn(NestedGrid.Healpix(Level)));
    }

    /// <summary>The public gallery's counts by degrees, spread by 60 km, over a floor of 2 % on land.</summary>
    internal static DensityMap PriorOn(Grid grid)
    {
        var land = LocationPriors.Land(grid, [.. new LandLabels().Of(grid).Select(static isLand => isLand ? 1.0 : 0)]);
        return new DensityFloor(land, FloorShare).Under(new GalleryCounts().Spread(grid, BandwidthKm));
    }

    /// <summary>What a network makes of a picture.</summary>
    internal static float[] Embed(IImageBackbone backbone, Picture picture, CancellationToken cancellationToken)
    {
        var embedding = new float[backbone.Width];
        backbone.Embed(picture, embedding, cancellationToken);
        return embedding;
    }

    /// <summary>The mean colours of 4 × 4 parts of a picture: what there is to be told without a network.</summary>
    internal static float[] Colours(Picture picture)
    {
        const int side = 4;
        var preparation = new PicturePreparation { Width = side, Height = side, Fit = PictureFit.Squash };
        var colours = new float[preparation.Length];
        preparation.Write(picture, colours);
        var mean = TensorPrimitives.Average<float>(colours);
        return [.. colours, mean];
    }
}
