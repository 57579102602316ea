using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Metrics;
using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Strategies;
using Learners.Contracts;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.ContinualLearning;

/// <summary>One network, a sequence of tasks and a method. Which task a step belongs to is a matter of its number, so a checkpoint anywhere goes on as if nothing had been.</summary>
internal sealed class RwmLearner : ILearner
{
    private readonly Method _method;
    private readonly MethodPart[] _parts;
    private readonly TaskSchedule _schedule;
    private readonly ContinualTasks _tasks;
    private readonly long _seed;
    private readonly Tensor _counts = zeros(2, ScalarType.Float64).DetachFromDisposeScope(); // steps taken, tasks ended
    private readonly Tensor _errors;
    private BatchFacts? _facts;

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="RwmLearnerCard"/>.</param>
    /// <param name="tasks">Standardised.</param>
    /// <param name="schedule">Steps of the tasks.</param>
    /// <param name="seed">Fixes weights, order and memories.</param>
    /// <param name="device">Where the network lives.</param>
    internal RwmLearner(HyperParameterValues values, ContinualTasks tasks, TaskSchedule schedule, long seed, Device device)
    {
        (_tasks, _schedule, _seed) = (tasks, schedule, seed);
        _method = Method.Find(values.Choice("method"));
        Precision = TrainerParameters.WeightType(values);
        Net = Build(values, tasks, Precision, device);
        Net.Reset(seed);
        _parts = _method.Parts(new MethodContext(Net, tasks, values, seed));
        _errors = zeros(tasks.Tasks.Count, tasks.Tasks.Count, ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public LearnerCard Card => RwmLearnerCard.Instance;

    /// <inheritdoc/>
    public nn.Module Network => Net;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("counts", _counts), ("errors", _errors), .. _parts.SelectMany((part, i) => part.State.Select(pair => ($"part{i}.{pair.Name}", pair.Tensor)))];

    /// <summary>The network by its layers.</summary>
    internal ContinualNet Net { get; }

    /// <summary>What the method is made of.</summary>
    internal IReadOnlyList<MethodPart> Parts => _parts;

    /// <summary>Type of weights and inputs.</summary>
    internal ScalarType Precision { get; }

    /// <summary>Errors on every task after every task; rows of tasks that are not over are 0.</summary>
    internal ErrorMatrix Errors
    {
        get
        {
            var (numbers, count) = (_errors.data<double>().ToArray(), _tasks.Tasks.Count);
            var errors = new double[count, count];
            Buffer.BlockCopy(numbers, 0, errors, 0, numbers.Length * sizeof(double));
            return new ErrorMatrix(errors);
        }
    }

    /// <inheritdoc/>
    public StepResult ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        if (!Net.training)
        {
            return new StepResult(nn.functional.cross_entropy(Net.Run(batch.Inputs).Logits, batch.Targets).MoveToOuterDisposeScope());
        }

        var step = Begin();
        var task = _schedule.TaskAt(step);
        var (inputs, labels) = (batch.Inputs, batch.Targets);
        foreach (var part in _parts)
        {
            (inputs, labels) = part.Extend(task, step, inputs, labels);
        }

        var pass = Net.Run(inputs);
        _facts = Facts(task, step, pass.Logits, labels);
        var loss = nn.functional.cross_entropy(pass.Logits, labels);
        foreach (var part in _parts)
        {
            part.OnPass(_facts, pass, labels);
            loss = part.Penalty(task, pass, inputs, labels) is { } penalty ? loss.add(penalty) : loss;
        }

        return new StepResult(loss.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void AfterBackward(long stepIndex)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var part in _parts)
        {
            part.OnGradients(_facts!);
        }

        _facts = null;
        _counts.copy_(tensor(new[] { stepIndex + 1.0, TasksEnded }));
    }

    /// <summary>Ends the last task, which no further step will do.</summary>
    internal void Finish()
    {
        if (TasksEnded < _tasks.Tasks.Count && StepsTaken >= _schedule.Steps)
        {
            StepDone();
            End(_tasks.Tasks.Count - 1);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => [new MetricRecord("loss", HeldOutLoss.Of(this, heldOut))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }

        Net.Dispose();
        _counts.Dispose();
        _errors.Dispose();
    }

    private double StepsTaken => _counts.data<double>()[0];

    private int TasksEnded => (int)_counts.data<double>()[1];

    private static ContinualNet Build(HyperParameterValues values, ContinualTasks tasks, ScalarType type, Device device)
    {
        var shape = tasks.Tasks[0].Training.Shape;
        return (values.Choice("network"), shape.Count) switch
        {
            ("mlp", 1) => new MlpNet(shape[0], values.Integer("hidden-width"), values.Integer("hidden-layers"), tasks.ClassNames.Count, type, device),
            ("frames", 2) => new FrameNet(shape[1], values.Integer("hidden-width"), tasks.ClassNames.Count, type, device),
            ("mlp", _) => throw new TrainingException($"{tasks.Name} has frames, which network=frames learns"),
            _ => throw new TrainingException($"{tasks.Name} has a vector an example, which network=mlp learns"),
        };
    }

    // what happened since the last step, and between two tasks
    private long Begin()
    {
        var step = (long)StepsTaken;
        if (_facts is not null)
        {
            return step; // a further batch of the same step
        }

        var task = _schedule.TaskAt(step);
        if (step > 0)
        {
            StepDone();
        }

        if (step == _schedule.StartOf(task))
        {
            if (task > 0)
            {
                End(task - 1);
            }

            if (_method.StartsAnew)
            {
                Net.Reset(_seed + 101 * task);
            }

            foreach (var part in _parts)
            {
                part.OnTaskStart(task);
            }
        }

        return step;
    }

    private void StepDone()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var part in _parts)
        {
            part.OnStepTaken();
        }
    }

    private void End(int task)
    {
        foreach (var part in _parts)
        {
            part.OnTaskEnd(task);
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        double[] row = [.. _tasks.Tasks.Select(other => TaskScores.Of(Net, other.Test).Error)];
        _errors.narrow(0, task, 1).copy_(tensor(row).unsqueeze(0));
        _counts.copy_(tensor(new[] { StepsTaken, task + 1.0 }));
    }

    private BatchFacts Facts(int task, long step, Tensor logits, Tensor labels)
    {
        var own = labels.cpu().data<long>().ToArray();
        var all = logits.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var classes = all.Length / own.Length;
        return new BatchFacts(task, _schedule.ProgressAt(step), own, [.. own.Select((label, i) => all[i * classes + label])]);
    }
}
