using Learners.Contracts;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>What a system did on every dialogue, by the name of the measure: the ground of means and of intervals over dialogues.</summary>
internal sealed class DialogueOutcomes
{
    private readonly SortedDictionary<string, (int[] Dialogues, double[] Values)> _measures = new(StringComparer.Ordinal);

    /// <summary>Names of the measures.</summary>
    internal IEnumerable<string> Names => _measures.Keys;

    /// <summary>Keeps a measure.</summary>
    /// <param name="name">Such as <c>next/h1/rank</c>.</param>
    /// <param name="values">A number of a dialogue and its value each.</param>
    internal void Add(string name, IEnumerable<(int Dialogue, double Value)> values)
    {
        var all = values.ToArray();
        _measures[name] = ([.. all.Select(pair => pair.Dialogue)], [.. all.Select(pair => pair.Value)]);
    }

    /// <summary>Dialogues that a measure has values of, and the values.</summary>
    /// <param name="name">Of the measure.</param>
    /// <returns>Empty where there is none of the name.</returns>
    internal (IReadOnlyList<int> Dialogues, IReadOnlyList<double> Values) Of(string name) =>
        _measures.TryGetValue(name, out var found) ? found : ([], []);

    /// <summary>Mean of a measure; NaN without values.</summary>
    internal double Mean(string name) => Of(name).Values is { Count: > 0 } values ? values.Average() : double.NaN;

    /// <summary>Share of values of at most a bound.</summary>
    internal double Share(string name, double most) => Of(name).Values is { Count: > 0 } values ? values.Count(value => value <= most) / (double)values.Count : double.NaN;

    /// <summary>Means of all measures, and of ranks their usual figures; measures without values are left out.</summary>
    internal IReadOnlyList<MetricRecord> Figures()
    {
        var figures = new List<MetricRecord>();
        foreach (var name in Names.Where(name => Of(name).Values.Count > 0))
        {
            figures.Add(new MetricRecord(name, Mean(name)));
            var (place, word) = (name[..name.LastIndexOf('/')], name[(name.LastIndexOf('/') + 1)..]);
            if (word == "rank" && place.StartsWith("next", StringComparison.Ordinal) | place.StartsWith("reply", StringComparison.Ordinal))
            {
                figures.Add(new MetricRecord($"{place}/mrr", Of(name).Values.Average(rank => 1 / rank)));
                figures.Add(new MetricRecord($"{place}/hits-1", Share(name, 1)));
                figures.Add(new MetricRecord($"{place}/hits-10", Share(name, 10)));
            }
            else if (word == "rank")
            {
                figures.Add(new MetricRecord($"{place}/top-1", Share(name, 1)));
            }
        }

        return figures;
    }
}
