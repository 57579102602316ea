namespace Learners.Host.Commands;

/// <summary>A checked <c>host</c> command line.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="Folder">Of the store and the jobs.</param>
/// <param name="ModelsFolder">Where models are published.</param>
/// <param name="CpuMemory">Bytes that jobs on the processor may use together, or null for a share of all.</param>
/// <param name="KeysFile">Digests of keys, or null.</param>
/// <param name="Restarts">How often in a row a trainer may be killed without a new checkpoint.</param>
/// <param name="DataFolder">Where trainers find data, or null.</param>
/// <param name="Sources">Files of data by the name of the data set.</param>
/// <param name="Plugins">Folder of plug-ins that the host was told of, or null.</param>
internal sealed record HostSettings(
    IReadOnlyList<string> Urls,
    string Folder,
    string ModelsFolder,
    long? CpuMemory,
    string? KeysFile,
    int Restarts,
    string? DataFolder,
    IReadOnlyDictionary<string, string> Sources,
    string? Plugins)
{
    /// <summary>Where the host listens and clients look for it unless told otherwise.</summary>
    internal const string DefaultUrl = "http://127.0.0.1:5090";
}
