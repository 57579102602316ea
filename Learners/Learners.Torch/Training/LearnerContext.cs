using GeoCore.Raster;
using Learners.Contracts;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>What a learner is told when a run is opened.</summary>
public sealed record LearnerContext
{
    /// <summary>Learner, data set, seed.</summary>
    public required JobSpec Job { get; init; }

    /// <summary>Every parameter, settled.</summary>
    public required HyperParameterValues Values { get; init; }

    /// <summary>Where the network lives.</summary>
    public Device Device { get; init; } = CPU;

    /// <summary>Where data lie or are fetched to.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of the checkout or installation.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>A file or folder of data named by the caller, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Opens a raster file.</summary>
    public required Func<string, IRasterSource> OpenRaster { get; init; }

    /// <summary>Told in lines what goes on, such as a download.</summary>
    public TextWriter Messages { get; init; } = TextWriter.Null;
}

/// <summary>How a published network came about.</summary>
/// <param name="Job">What was asked for.</param>
/// <param name="Settings">Every parameter, settled.</param>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="Command">Repeats the run.</param>
/// <param name="Machine">Device, driver and libraries that computed it.</param>
public sealed record Provenance(JobSpec Job, IReadOnlyDictionary<string, string> Settings, long Steps, string Command, IReadOnlyDictionary<string, string> Machine);
