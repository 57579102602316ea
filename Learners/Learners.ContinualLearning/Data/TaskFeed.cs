using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Data;

/// <summary>What a method learns from while a task lasts.</summary>
internal enum BatchSource
{
    /// <summary>The task's examples.</summary>
    Task,

    /// <summary>The examples of all tasks so far: not continual learning but its bound.</summary>
    Union,

    /// <summary>A balanced memory of all tasks so far, and nothing else.</summary>
    Memory,
}

/// <summary>Batches of the task that a step belongs to, in an order that seed, task and step fix.</summary>
/// <param name="tasks">Standardised.</param>
/// <param name="schedule">Steps of the tasks.</param>
/// <param name="source">What is drawn from.</param>
/// <param name="memory">Examples of a memory at the most.</param>
/// <param name="seed">Of the run.</param>
/// <param name="type">Numbers of inputs.</param>
/// <param name="device">Where batches go.</param>
internal sealed class TaskFeed(ContinualTasks tasks, TaskSchedule schedule, BatchSource source, int memory, long seed, ScalarType type, Device device) : IFeed
{
    private int _drawnTask = -1;
    private ExampleSet? _drawn;

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var task = schedule.TaskAt(stepIndex);
        if (task != _drawnTask)
        {
            (_drawnTask, _drawn) = (task, Examples(task));
        }

        var rows = RowsOf(_drawn!.Count, task, (stepIndex - schedule.StartOf(task)) * size, size);
        var part = _drawn.At(rows);
        return new Batch(part.Inputs(type, device), part.Targets(device), null);
    }

    private ExampleSet Examples(int task) => source switch
    {
        BatchSource.Union => ExampleSet.Union([.. Enumerable.Range(0, task + 1).Select(t => tasks.Tasks[t].Training)]),
        BatchSource.Memory => ExampleMemory.Of(tasks, task + 1, memory, seed, isBalanced: true),
        _ => tasks.Tasks[task].Training,
    };

    // passes through the examples one after another, each in an order of its own
    private int[] RowsOf(int count, int task, long from, int size)
    {
        var rows = new int[size];
        var pass = -1L;
        int[] order = [];
        for (var i = 0; i < size; i++)
        {
            if ((from + i) / count is var own && own != pass)
            {
                pass = own;
                order = [.. Enumerable.Range(0, count)];
                new Random(unchecked((int)(seed * 1_000_003 + task * 10_007 + pass))).Shuffle(order);
            }

            rows[i] = order[(from + i) % count];
        }

        return rows;
    }
}
