using Learners.DialoguePlanning.Text;

namespace Learners.DialoguePlanning.Data;

/// <summary>Finds test dialogues that the training set gives away.</summary>
/// <remarks>Specification of curved contrastive learning, section 5: a dialogue is clean when no training dialogue has 80 % of its runs of five words.</remarks>
public static class LeakFreeSplit
{
    private const int Run = 5;
    private const double Most = 0.8;

    /// <summary>Numbers of the dialogues that are clean, ascending.</summary>
    /// <param name="training">Learnt from.</param>
    /// <param name="test">Judged on.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<Dialogue> training, IReadOnlyList<Dialogue> test)
    {
        var sources = new Dictionary<ulong, List<int>>();
        for (var number = 0; number < training.Count; number++)
        {
            foreach (var run in Runs(training[number]))
            {
                if (!sources.TryGetValue(run, out var list))
                {
                    sources[run] = list = [];
                }

                list.Add(number);
            }
        }

        return [.. Enumerable.Range(0, test.Count).Where(number => Containment(test[number], sources) < Most)];
    }

    // dialogues too short for a run are held against training by their words alone
    private static double Containment(Dialogue dialogue, Dictionary<ulong, List<int>> sources)
    {
        var runs = Runs(dialogue);
        var shared = new Dictionary<int, int>();
        foreach (var run in runs)
        {
            foreach (var source in sources.GetValueOrDefault(run, []))
            {
                shared[source] = shared.GetValueOrDefault(source) + 1;
            }
        }

        return shared.Count == 0 ? 0 : (double)shared.Values.Max() / runs.Count;
    }

    private static HashSet<ulong> Runs(Dialogue dialogue)
    {
        string[] words = [.. dialogue.Turns.SelectMany(Tokens.Of)];
        var length = Math.Min(Run, Math.Max(1, words.Length));
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - length + 1)).Select(start => Fnv.Hash(words.AsSpan(start, length)))];
    }
}
