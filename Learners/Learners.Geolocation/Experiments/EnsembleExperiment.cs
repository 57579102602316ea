using Learners.Geolocation.Experiments.Ground;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>The experiments about pooling maps of where a photograph was taken, arXiv 2407.13862: on photographs that were never taken, on a gallery's prior, and on pictures that can be had.</summary>
public static class EnsembleExperiment
{
    /// <summary>Key on the command line, and name of the results page.</summary>
    public const string Name = "ensemble";

    /// <summary>Its tables, in the order of the report.</summary>
    /// <param name="folder">Finds data that do not come with the program.</param>
    /// <param name="time">Clock of the trainer's reports.</param>
    public static IReadOnlyList<IExperimentTable> Tables(PhotographFolder folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return
        [
            new SyntheticTable(), new GalleryPriorTable(), new GallerySmoothingTable(folder), new StreetLevelTable(folder),
            new OverheadTable(folder, time), new GroundTable(folder, GroundSet.Landmarks(folder)), new GroundTable(folder, GroundSet.Own(folder)),
        ];
    }
}
