using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The three sets of one of the paper's exactly repeatable experiments.</summary>
/// <param name="Name"><c>checkerboard</c> or <c>land-ocean</c>.</param>
/// <param name="ClassCount">16, or 2 with one logit.</param>
/// <param name="Training">Learnt from.</param>
/// <param name="Validation">Ends a run.</param>
/// <param name="Test">Scored once, after training.</param>
public sealed record ProtocolData(string Name, int ClassCount, LabelledPlaces Training, LabelledPlaces Validation, LabelledPlaces Test)
{
    /// <summary>Land and ocean.</summary>
    public static ProtocolData LandOcean() => new("land-ocean", 2, LandOceanProtocol.Training, LandOceanProtocol.Validation, LandOceanProtocol.Test);

    /// <summary>A checkerboard.</summary>
    /// <param name="centres">Cells; 200 in the reference configuration.</param>
    public static ProtocolData Checkerboard(int centres = 200)
    {
        var protocol = new CheckerboardProtocol(centres);
        return new ProtocolData("checkerboard", Protocol.Checkerboard.Classes, protocol.Training, protocol.Validation, protocol.Test);
    }
}
