using Learners.Contracts;

namespace Learners.Host.Devices;

/// <summary>What a job needs of a device.</summary>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="MemoryBytes">At its peak.</param>
/// <param name="Threads">Of torch.</param>
internal sealed record DeviceNeed(string Device, long MemoryBytes, int Threads);

/// <summary>Lends parts of devices to jobs, never more than there is. Its owner guards it against use from several threads.</summary>
/// <param name="devices">With different names; the processor is one of them.</param>
internal sealed class DeviceLeases(IReadOnlyList<TrainingDevice> devices)
{
    private readonly Dictionary<string, (TrainingDevice Device, DeviceNeed Need)> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reserved = new(StringComparer.Ordinal);

    /// <summary>What there is.</summary>
    internal IReadOnlyList<TrainingDevice> Devices { get; } = devices;

    /// <summary>Devices that could take a job if they were empty, the best first; none for a job that can never run.</summary>
    /// <param name="need">Of the job. <c>auto</c> means a GPU, and the processor only where no GPU is large enough.</param>
    internal IReadOnlyList<TrainingDevice> Candidates(DeviceNeed need)
    {
        var named = Devices.Where(device => need.Device == "auto" || device.Name == need.Device || (need.Device == "cuda" && device.Name == "cuda:0"));
        var large = named.Where(device => need.MemoryBytes <= device.BudgetBytes && need.Threads <= device.Threads).ToList();
        var gpus = large.Where(device => device.IsGpu).OrderByDescending(FreeBytes).ToList();
        return gpus.Count > 0 ? gpus : large;
    }

    /// <summary>Bytes nobody has asked for.</summary>
    internal long FreeBytes(TrainingDevice device) => device.BudgetBytes - Lent(device).Sum(need => need.MemoryBytes);

    /// <summary>Lends a part of the best device that has room for it.</summary>
    /// <param name="job">Who asks.</param>
    /// <param name="need">How much.</param>
    /// <returns>The device; or null, and from then on the best device is kept for this job: nobody else gets a part of it before.</returns>
    internal TrainingDevice? Lend(string job, DeviceNeed need)
    {
        var candidates = Candidates(need);
        foreach (var device in candidates)
        {
            if (_reserved.GetValueOrDefault(device.Name, job) == job && HasRoom(device, need))
            {
                ForgetReservation(job);
                _leases[job] = (device, need);
                return device;
            }
        }

        if (!_reserved.ContainsValue(job) && candidates.FirstOrDefault(device => !_reserved.ContainsKey(device.Name)) is { } best)
        {
            _reserved[best.Name] = job;
        }

        return null;
    }

    /// <summary>Takes a part back, and with it any place kept for the job.</summary>
    /// <param name="job">Who had it.</param>
    internal void Return(string job)
    {
        _leases.Remove(job);
        ForgetReservation(job);
    }

    /// <summary>Whether a device that could take the job is not kept for another one.</summary>
    internal bool IsOpenTo(string job, DeviceNeed need) => Candidates(need).Any(device => _reserved.GetValueOrDefault(device.Name, job) == job);

    /// <summary>Gives up what is kept for jobs, before turns are taken anew.</summary>
    internal void ForgetReservations() => _reserved.Clear();

    /// <summary>How things stand.</summary>
    internal IReadOnlyList<DeviceStatus> Status() =>
    [
        .. Devices.Select(device => new DeviceStatus(
            device.Name,
            device.Description,
            device.MemoryBytes,
            device.BudgetBytes,
            Lent(device).Sum(need => need.MemoryBytes),
            device.Threads,
            Lent(device).Sum(need => need.Threads),
            [.. _leases.Where(lease => lease.Value.Device == device).Select(lease => lease.Key)])
        {
            WaitsForRoom = _reserved.GetValueOrDefault(device.Name),
        }),
    ];

    private bool HasRoom(TrainingDevice device, DeviceNeed need) =>
        need.MemoryBytes <= FreeBytes(device) && need.Threads <= device.Threads - Lent(device).Sum(lent => lent.Threads);

    private IEnumerable<DeviceNeed> Lent(TrainingDevice device) => _leases.Values.Where(lease => lease.Device == device).Select(lease => lease.Need);

    private void ForgetReservation(string job)
    {
        foreach (var device in _reserved.Where(pair => pair.Value == job).Select(pair => pair.Key).ToList())
        {
            _reserved.Remove(device);
        }
    }
}
