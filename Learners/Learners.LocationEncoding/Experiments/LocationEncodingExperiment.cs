using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The experiments of arXiv 2310.06743 that can be repeated exactly.</summary>
public static class LocationEncodingExperiment
{
    /// <summary>Key on the command line, and name of the results page.</summary>
    public const string Name = "location-encoding";

    /// <summary>Its tables, in the order of the report.</summary>
    /// <param name="time">Clock of the trainer's reports.</param>
    public static IReadOnlyList<IExperimentTable> Tables(TimeProvider time)
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
            new ResolutionTable(time),
            new DfsSearchTable(sets, time),
        ];
    }
}
