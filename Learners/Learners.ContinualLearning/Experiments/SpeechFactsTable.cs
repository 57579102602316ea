using System.Globalization;
using System.Text;
using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Metrics;
using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Projection;
using Learners.Contracts;
using Learners.Torch.Experiments;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Experiments;

/// <summary>What must be true of the speech before methods are compared on it: the null test, how far classes spread, that tasks can be learnt and differ.</summary>
/// <param name="data">Opens tasks.</param>
internal sealed class SpeechFactsTable(ContinualData data) : IExperimentTable
{
    private const int Splits = 10, Steps = 450, Batch = 32;
    private static readonly string[] s_letters = ["a", "b"];

    /// <inheritdoc/>
    public string Name => "speech";

    /// <inheritdoc/>
    public string Description => "null test, spread of classes, single tasks";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. s_letters.Select(Run)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("| figure | A | B |\n| --- | --- | --- |\n");
        var records = s_letters.Select(letter => runs.Find(Run(letter))).ToArray();
        var names = records.OfType<RunRecord>().SelectMany(record => record.Figures.Keys).Distinct().Where(name => !name.Contains('/', StringComparison.Ordinal));
        string Of(RunRecord? record, string name) => record is not null && record.Figures.TryGetValue(name, out var value) ? value.ToString(value > 1.9 ? "F0" : "F3", CultureInfo.InvariantCulture) : "–";
        foreach (var name in names)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Of(records[0], name)} | {Of(records[1], name)} |\n");
        }

        AcceptanceCheck[] checks =
        [
            .. records.Select((record, i) => new AcceptanceCheck(
                $"{s_letters[i].ToUpperInvariant()}: genuine clips of one corpus dealt into two classes cannot be told apart (50 ± 4 %)",
                Of(record, "null test, mean"), record is null ? null : Math.Abs(record.Figures["null test, mean"] - 0.5) <= 0.04)),
            .. records.Select((record, i) => new AcceptanceCheck(
                $"{s_letters[i].ToUpperInvariant()}: a fresh network errs at most 20 % on every task that it learns alone",
                Of(record, "worst task learnt alone"), record is null ? null : record.Figures["worst task learnt alone"] <= 0.2)),
            .. records.Select((record, i) => new AcceptanceCheck(
                $"{s_letters[i].ToUpperInvariant()}: who learnt the first task errs more than 10 % on at least half of the others",
                Of(record, "others above 10 % after the first"), record is null ? null : record.Figures["others above 10 % after the first"] >= 0.5)),
        ];
        return new ExperimentReport(text.ToString(), [], checks);
    }

    private ExperimentRun Run(string letter) => new($"speech/{letter}", null, $"protocol-{letter}", 0, new Dictionary<string, string>(), token => Execute(letter, token));

    private List<MetricRecord> Execute(string letter, CancellationToken cancellationToken)
    {
        var tasks = data.Open($"protocol-{letter}", cancellationToken);
        var standard = tasks.Standardised();
        double[] nulls = [.. Enumerable.Range(0, Splits).Select(split => Null(tasks.Tasks[0], split))];
        using var spread = new ClassSpread(tasks.Tasks.Count, 2, tasks.Width);
        for (var task = 0; task < tasks.Tasks.Count; task++)
        {
            spread.Add(task, standard.Tasks[task].Training.Numbers, standard.Tasks[task].Training.Labels);
        }

        double[] alone = [.. tasks.Tasks.Select((task, i) => Learn((tasks with { Tasks = [task] }).Standardised().Tasks[0].Training, [(tasks with { Tasks = [task] }).Standardised().Tasks[0].Test], i)[0])];
        var after = Learn(standard.Tasks[0].Training, [.. standard.Tasks.Skip(1).Select(task => task.Test)], 77);
        return
        [
            new("examples to learn from", tasks.Tasks.Sum(task => task.Training.Count)),
            new("examples to choose settings by", tasks.Tasks.Sum(task => task.Validation.Count)),
            new("examples to be judged on", tasks.Tasks.Sum(task => task.Test.Count)),
            new("null test, mean", nulls.Average()), new("null test, lowest", nulls.Min()), new("null test, highest", nulls.Max()),
            new("genuine, distance within tasks", MeanWithin(standard, 0)), new("genuine, distance across tasks", spread.Across(0)),
            new("fake, distance within tasks", MeanWithin(standard, 1)), new("fake, distance across tasks", spread.Across(1)),
            new("worst task learnt alone", alone.Max()),
            new("others above 10 % after the first", after.Average(error => error > 0.1 ? 1.0 : 0)),
        ];
    }

    private static double MeanWithin(ContinualTasks tasks, int ofClass) => tasks.Tasks.Average(task =>
    {
        using var spread = new ClassSpread(1, 2, tasks.Width);
        spread.Add(0, task.Training.Numbers, task.Training.Labels);
        return spread.Within(ofClass);
    });

    // genuine clips of the first task, dealt into two classes
    private static double Null(ContinualTask task, int split)
    {
        var all = ExampleSet.Union([task.Training, task.Validation, task.Test]);
        var genuine = all.At([.. Enumerable.Range(0, all.Count).Where(row => all.Labels[row] == 0)]);
        int[] order = [.. Enumerable.Range(0, genuine.Count)];
        new Random(1000 + split).Shuffle(order);
        ExampleSet Part(IEnumerable<int> rows)
        {
            var part = genuine.At([.. rows]);
            return part with { Labels = [.. part.Labels.Select((_, i) => (long)(i % 2))] };
        }

        var cut = order.Length * 2 / 3;
        var null_ = new ContinualTask("null", Part(order.Take(cut)), Part([]), Part(order.Skip(cut)));
        var standard = new ContinualTasks("null", ["one", "other"], [null_], null).Standardised().Tasks[0];
        return Learn(standard.Training, [standard.Test], split)[0];
    }

    private static double[] Learn(ExampleSet training, IReadOnlyList<ExampleSet> tests, int seed)
    {
        using var net = new MlpNet(training.Width, 128, 2, 2, ScalarType.Float32, CPU);
        net.Reset(seed);
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = training.At([.. Enumerable.Range(0, Batch).Select(_ => random.Next(training.Count))]);
            var loss = nn.functional.cross_entropy(net.Run(batch.Inputs(ScalarType.Float32, CPU)).Logits, batch.Targets(CPU));
            var gradients = autograd.grad([loss], [.. net.Layers]);
            using var frozen = no_grad();
            var rate = tensor(0.05f);
            for (var i = 0; i < gradients.Count; i++)
            {
                net.Layers[i].sub_(gradients[i].mul(rate));
            }
        }

        return [.. tests.Select(test => TaskScores.Of(net, test).Error)];
    }
}
