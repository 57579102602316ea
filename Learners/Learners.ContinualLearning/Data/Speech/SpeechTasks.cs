using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>The prepared speech as tasks.</summary>
internal static class SpeechTasks
{
    private const int OneInValidation = 5;

    /// <summary>Classes in the order of labels.</summary>
    internal static readonly string[] Classes = ["genuine", "fake"];

    /// <summary>Opens a protocol.</summary>
    /// <param name="name">a or b.</param>
    /// <param name="dataFolder">Of all data.</param>
    /// <param name="messages">Told what is being fetched.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="IOException">The speech was not prepared; the message says what to do.</exception>
    internal static ContinualTasks Open(string name, string dataFolder, TextWriter messages, CancellationToken cancellationToken)
    {
        var folder = SpeechPreparation.Folder(dataFolder);
        if (!Directory.Exists(folder))
        {
            throw new IOException("there is no speech yet: './geosuite experiment rwm --prepare' fetches and makes it");
        }

        var protocol = SpeechPreparation.Protocol(dataFolder, messages, cancellationToken);
        return Of($"protocol-{name}", name == "a" ? protocol.DomainIncremental() : protocol.MechanismIncremental(), new FeatureCache(folder).Find);
    }

    /// <summary>Tasks of examples.</summary>
    /// <param name="name">Of the data set.</param>
    /// <param name="items">Of all tasks.</param>
    /// <param name="featuresOf">Numbers of a key; empty where there are none.</param>
    internal static ContinualTasks Of(string name, IReadOnlyList<SpeechItem> items, Func<string, float[]> featuresOf)
    {
        var examples = items.Select(item => (Item: item, Numbers: featuresOf(item.Key))).Where(pair => pair.Numbers.Length > 0).ToArray();
        var tasks = new List<ContinualTask>();
        foreach (var task in examples.Where(pair => pair.Item.Task != SpeechProtocol.ZeroShot).GroupBy(pair => pair.Item.Task).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // a clip and its fake are chosen for validation together
            static bool IsValidation((SpeechItem Item, float[] Numbers) pair) => Draw.Of(pair.Item.Clip.Key + "#validation") % OneInValidation == 0;
            var training = task.Where(pair => !pair.Item.IsTest).ToArray();
            tasks.Add(new ContinualTask(task.Key, Set(training.Where(pair => !IsValidation(pair))), Set(training.Where(IsValidation)), Set(task.Where(pair => pair.Item.IsTest))));
        }

        var unseen = examples.Where(pair => pair.Item.Task == SpeechProtocol.ZeroShot).ToArray();
        return new ContinualTasks(name, Classes, tasks, unseen.Length > 0 ? Set(unseen) : null)
        {
            FrontEnd = LinearCepstra.Version,
            Licence = "CC-BY-SA-3.0; learnt from speech under CC-BY-SA-3.0, CC-BY-3.0 and GPL-2",
            Attribution = "Allison Smith, June Wallack and the speakers of Asterisk's Italian and Russian prompts; the actors of Fish Fillets - Next Generation",
        };
    }

    private static ExampleSet Set(IEnumerable<(SpeechItem Item, float[] Numbers)> pairs)
    {
        var all = pairs.ToArray();
        return new ExampleSet([.. all.SelectMany(pair => pair.Numbers)], [.. all.Select(pair => pair.Item.Attack is null ? 0L : 1L)], [LinearCepstra.ClipWidth]);
    }
}
