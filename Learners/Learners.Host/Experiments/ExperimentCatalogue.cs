using GeoCore.Raster;
using Learners.ContinualLearning.Experiments;
using Learners.DialoguePlanning.Experiments;
using Learners.Geolocation.Experiments;
using Learners.LocationEncoding.Experiments;
using Learners.Torch.Experiments;

namespace Learners.Host.Experiments;

/// <summary>An experiment: the tables of one paper, and the page they are reported on.</summary>
/// <param name="Name">Key on the command line; the page is <c>docs/results/NAME.md</c>.</param>
/// <param name="Tables">In the order of the page.</param>
internal sealed record Experiment(string Name, IReadOnlyList<IExperimentTable> Tables)
{
    /// <summary>Fetches and makes what its runs need; null where runs fetch it themselves.</summary>
    internal Action<CancellationToken>? Prepare { get; init; }
}

/// <summary>Every experiment there is.</summary>
internal static class ExperimentCatalogue
{
    /// <summary>Names for the command line.</summary>
    internal static IReadOnlyList<string> Names { get; } = [CurvedExperiment.Name, EnsembleExperiment.Name, LocationEncodingExperiment.Name, ContinualExperiment.Name];

    /// <summary>Opens an experiment.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="runsFolder">Where its runs are kept.</param>
    /// <param name="time">Clock of the trainer's reports.</param>
    /// <param name="openRaster">Opens a raster file.</param>
    /// <param name="messages">Told what is being fetched.</param>
    internal static Experiment? Find(string name, string runsFolder, TimeProvider time, Func<string, IRasterSource> openRaster, TextWriter messages)
    {
        var dataFolder = Path.Combine(Home.Folder, "artifacts", "data");
        return name switch
        {
            CurvedExperiment.Name => new Experiment(name, CurvedExperiment.Tables(time, dataFolder, runsFolder)),
            EnsembleExperiment.Name => new Experiment(name, EnsembleExperiment.Tables(new PhotographFolder(dataFolder, Home.Folder, openRaster, messages), time)),
            LocationEncodingExperiment.Name => new Experiment(name, LocationEncodingExperiment.Tables(time, new ExperimentFolder(dataFolder, Home.Folder, runsFolder))),
            ContinualExperiment.Name => Continual(new ContinualData(dataFolder, Home.Folder, messages), time),
            _ => null,
        };
    }

    private static Experiment Continual(ContinualData data, TimeProvider time) =>
        new(ContinualExperiment.Name, ContinualExperiment.Tables(data, time)) { Prepare = data.Prepare };
}
