namespace Learners.Host.Devices;

/// <summary>A device with the part of it that jobs may use.</summary>
/// <param name="Name"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Description">For a person.</param>
/// <param name="MemoryBytes">What it has.</param>
/// <param name="BudgetBytes">What jobs may use together.</param>
/// <param name="Threads">Threads of the processor that jobs on it may use together.</param>
internal sealed record TrainingDevice(string Name, string Description, long MemoryBytes, long BudgetBytes, int Threads)
{
    /// <summary>Name of the processor.</summary>
    internal const string Cpu = "cpu";

    /// <summary>Whether it is a GPU.</summary>
    internal bool IsGpu => Name != Cpu;
}
