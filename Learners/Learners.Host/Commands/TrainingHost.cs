using Learners.Contracts;
using Learners.Host.Api;
using Learners.Host.Devices;
using Learners.Host.Queue;
using Learners.Host.Supervision;
using Microsoft.Extensions.Hosting;

namespace Learners.Host.Commands;

/// <summary>The daemon from its lock to its end.</summary>
/// <param name="settings">Checked command line.</param>
/// <param name="offers">The learners.</param>
/// <param name="output">Told where it listens.</param>
/// <param name="error">Told what goes wrong.</param>
/// <param name="time">Clock.</param>
internal sealed class TrainingHost(HostSettings settings, IReadOnlyList<LearnerOffer> offers, TextWriter output, TextWriter error, TimeProvider time)
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="cancellationToken">Ends it; SIGTERM and Ctrl-C do the same.</param>
    /// <exception cref="IOException">Another host uses the folder, or the address is taken.</exception>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Folder);
        using var only = Lock();
        var keys = ApiKeys.Load(Environment.GetEnvironmentVariable(ApiKeys.Variable), settings.KeysFile);
        var program = Environment.ProcessPath!;
        var gpus = await DeviceProbe.GpusAsync(token => DeviceProbe.CountUsableAsync(program, token), cancellationToken);
        using var store = new JobStore(Path.Combine(settings.Folder, "jobs.db"));
        var queue = new JobQueue(store, new DeviceLeases([DeviceProbe.Processor(settings.CpuMemory), .. gpus]), offers, time, settings.Restarts);
        await using var supervisor = new Supervisor(queue, new SupervisorOptions(Path.Combine(settings.Folder, "jobs"), Command) { Complain = Complain }, time);
        await using var application = HostApi.Build(settings.Urls, queue, supervisor, offers, settings.ModelsFolder, keys, time);
        await application.StartAsync(cancellationToken); // first, so that a host that cannot listen disturbs no trainer
        await supervisor.StartAsync(cancellationToken);
        await output.WriteLineAsync($"GeoSuite's training host is at {string.Join(", ", application.Urls)}; devices: {string.Join(", ", queue.Devices.Select(Describe))}");
        await output.FlushAsync(cancellationToken);
        await application.WaitForShutdownAsync(cancellationToken);
        return 0;

        TrainerCommand Command(JobRecord job, string device, string folder) => TrainerCommand.Of(
            program, settings.ModelsFolder, job, device, folder, settings.DataFolder, settings.Sources.GetValueOrDefault(job.Data), settings.Plugins);
    }

    private static string Describe(DeviceStatus device) => $"{device.Name} with {device.BudgetBytes >> 20} MiB";

    private void Complain(string message) => error.WriteLine("geosuite: " + message);

    private FileStream Lock()
    {
        var path = Path.Combine(settings.Folder, "host.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new IOException($"another training host uses {settings.Folder}", fault);
        }
    }
}
