using System.Globalization;
using GeoCore.Encoding;
using Learners.LocationEncoding.Fields;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;

namespace Learners.LocationEncoding.Data.Climate;

/// <summary>The data set <c>climate</c>: fields of NetCDF files by the paper's protocol.</summary>
internal static class ClimateData
{
    private const string FileName = "era5_i10fg_0p25.nc";

    /// <summary>Opens the fields that the caller names, or the wind gusts where they usually lie.</summary>
    /// <param name="context">Where data lie.</param>
    /// <exception cref="IOException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">The fields are not what they should be.</exception>
    internal static TrainingField Open(LearnerContext context)
    {
        var source = context.Source ?? new SourceFile(null, context.DataFolder, context.HomeFolder).Find(
            FileName, "climate-fields", "any classic NetCDF file with latitude and longitude will do, such as single levels of ERA5: FILE#t2m,u10 chooses variables");
        var protocol = ClimateProtocol.Of(ClimateSource.Read(source));
        var fields = protocol.Fields.Fields;
        var description = new FieldDescription(
            "climate",
            string.Join(", ", fields.Select(field => field.Label)),
            string.Create(CultureInfo.InvariantCulture, $"Learnt by a small network from {protocol.Training.Count} of {protocol.Fields.Count} places of a grid."),
            [
                .. fields.Select((field, i) => new FieldOutput(field.Name, field.Label, i, null)
                {
                    Unit = field.Unit, Factor = protocol.Maxima[i] - protocol.Minima[i], Offset = protocol.Minima[i],
                }),
            ],
            "NetCDF file of the user",
            "as the file's",
            string.Empty)
        {
            Kind = OutputKind.Regression,
        };
        return new TrainingField(
            description,
            PlaceObjective.Measures(fields.Count),
            null,
            Of(protocol.Training),
            Of(protocol.Validation),
            [new MeasureEvaluation("climate", protocol)]);
    }

    private static OpenFeed Of(MeasuredPlaces places) =>
        (learner, seed, device) => new EpochFeed(places, learner.Features, seed, learner.Precision, device);
}
