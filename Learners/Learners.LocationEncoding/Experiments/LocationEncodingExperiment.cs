using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The experiments of arXiv 2310.06743: exactly repeated where its data can be had, on stand-ins that say so elsewhere.</summary>
public static class LocationEncodingExperiment
{
    /// <summary>Key on the command line, and name of the results page.</summary>
    public const string Name = "location-encoding";

    /// <summary>Its tables, in the order of the report.</summary>
    /// <param name="time">Clock of the trainer's reports.</param>
    /// <param name="folder">Finds data that do not come with the program.</param>
    public static IReadOnlyList<IExperimentTable> Tables(TimeProvider time, ExperimentFolder folder)
    {
        var sets = new Dictionary<string, Lazy<ProtocolData>>
        {
            ["checkerboard"] = new(() => ProtocolData.Checkerboard()),
            ["land-ocean"] = new(ProtocolData.LandOcean),
        };
        return
        [
            new EncoderTable("checkerboard", sets["checkerboard"], time),
            new EncoderTable("land-ocean", sets["land-ocean"], time),
            new LatitudeTable(sets["checkerboard"], time),
            new MapTable(sets, folder, time),
            new ResolutionTable(time),
            new ClimateTable(folder, time),
            new SpeciesTable(folder, time),
            new TimeTable(sets["checkerboard"], time),
            new CalibrationTable(sets, time),
            new DegreesTable(folder, time),
            new DfsSearchTable(sets, time),
            new ClimateSearchTable(folder, time),
        ];
    }
}
