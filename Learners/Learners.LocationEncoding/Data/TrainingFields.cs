using GeoCore.Packages;
using Learners.LocationEncoding.Data.Climate;
using Learners.LocationEncoding.Data.Species;
using Learners.LocationEncoding.Fields;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;

namespace Learners.LocationEncoding.Data;

/// <summary>Opens the data sets of the location encoder.</summary>
/// <param name="context">Where data lie, how rasters are opened, and who is told what is being fetched.</param>
internal sealed class TrainingFields(LearnerContext context)
{
    // the places of a score are the same for every run, so that figures can be compared
    private const long ScoreSeed = 0;
    private const int ScoreStream = 99;
    private const int ScorePlaces = 200_000;
    private const int ValidationStream = 98;
    private const int ValidationPlaces = 5000;
    private const int KoppenReach = 3;

    /// <summary>Names that can be opened.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["land", "koppen", "landcover", "land-ocean", "checkerboard", "climate", "species"];

    /// <summary>Opens a data set.</summary>
    /// <param name="name">From the learner's card.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    /// <exception cref="IOException">The data are not there and cannot be fetched; the message says what to get.</exception>
    /// <exception cref="InvalidDataException">The data are not what they should be.</exception>
    internal TrainingField Open(string name, CancellationToken cancellationToken) => name switch
    {
        "land" => Land(cancellationToken),
        "koppen" => Koppen(cancellationToken),
        "landcover" => LandCover(),
        "land-ocean" => LandOcean(),
        "checkerboard" => CheckerboardOf(context.Values.Integer("centres")),
        "climate" => ClimateData.Open(context),
        "species" => SpeciesData.Open(context),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "the card names a data set that nothing opens"),
    };

    private static TrainingField LandOcean() =>
        TrainingField.Of(LandField.LandOcean, LandOceanProtocol.Training, LandOceanProtocol.Validation, ClassEvaluation.LandOcean);

    private static TrainingField CheckerboardOf(int centres)
    {
        if (centres % 2 != 0)
        {
            throw new TrainingException($"centres is an even number, not {centres}");
        }

        var protocol = new CheckerboardProtocol(centres);
        return TrainingField.Of(
            CheckerboardField.Description, protocol.Training, protocol.Validation, new ClassEvaluation("checkerboard", protocol.Test, Checkerboard.Classes));
    }

    private static TrainingField Streaming(FieldDescription description, ILabelSource labels, params EvaluationSet[] others)
    {
        var heldOut = LabelledPlaces.Uniform(labels, ValidationPlaces, ScoreSeed, ValidationStream);
        return new TrainingField(
            description, PlaceObjective.Classes(labels.ClassCount), labels, null, TrainingField.Of(heldOut, labels.ClassCount), others)
        { HeldOutPlaces = heldOut };
    }

    private static ClassEvaluation Uniform(string name, ILabelSource labels) =>
        new(name, LabelledPlaces.Uniform(labels, ScorePlaces, ScoreSeed, ScoreStream), labels.ClassCount);

    private TrainingField Land(CancellationToken cancellationToken)
    {
        var data = NaturalEarth();
        LandPolygons fine = data.Read("10m", cancellationToken), middle = data.Read("50m", cancellationToken), coarse = data.Read("110m", cancellationToken);
        return Streaming(
            LandField.Description,
            fine,
            Uniform("land-10m", fine),
            Uniform("land-50m", middle),
            Uniform("land-110m", coarse),
            ClassEvaluation.LandOcean);
    }

    private TrainingField Koppen(CancellationToken cancellationToken)
    {
        var path = new SourceFile(context.Source, context.DataFolder, context.HomeFolder).Find(
            "koppen_geiger_0p5.tif", "climate-koppen", "it holds the table climatezones of the R package kgc as a half-degree GeoTIFF of codes 0 to 30");
        var grid = new ClassRaster(context.OpenRaster).Read(path, KoppenField.Description.Outputs.Count);
        var classes = new LandClasses(NaturalEarth().Read("10m", cancellationToken), grid, KoppenReach);
        return Streaming(KoppenField.Description, classes, Uniform("koppen", classes), Uniform("koppen-table", grid));
    }

    private TrainingField LandCover()
    {
        var path = new SourceFile(context.Source, context.DataFolder, context.HomeFolder).Find(
            "igbp_majority_0p25.tif", "landcover-mcd12c1-2019", "it holds the prevailing IGBP class 0 to 16 of NASA's MCD12C1 as a GeoTIFF");
        var grid = new ClassRaster(context.OpenRaster).Read(path, LandCoverField.Description.Outputs.Count);
        return Streaming(LandCoverField.Description, grid, Uniform("landcover", grid));
    }

    private LandData NaturalEarth() => new(context.DataFolder, new PackageFetcher(context.Messages));
}
