using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Data.Pictures;
using Learners.ContinualLearning.Data.Regions;
using Learners.ContinualLearning.Data.Speech;

namespace Learners.ContinualLearning.Experiments;

/// <summary>The tasks of the experiments, each opened once.</summary>
/// <param name="dataFolder">Where data lie or are fetched to.</param>
/// <param name="homeFolder">Of the checkout, which has the map of climates.</param>
/// <param name="messages">Told what is being fetched.</param>
public sealed class ContinualData(string dataFolder, string homeFolder, TextWriter messages)
{
    private readonly Dictionary<string, ContinualTasks> _opened = new(StringComparer.Ordinal);

    /// <summary>Fetches and makes the speech of protocols A and B, and fetches the pictures of C.</summary>
    /// <param name="cancellationToken">Ends the work; what is done is kept.</param>
    /// <exception cref="IOException">A package or a program is missing.</exception>
    public void Prepare(CancellationToken cancellationToken)
    {
        new SpeechPreparation(dataFolder, messages).Prepare(cancellationToken);
        Open("protocol-c", cancellationToken);
        messages.WriteLine($"the data are in {dataFolder}");
    }

    /// <summary>Gives a data set that is not fetched.</summary>
    /// <param name="name">Of the data set.</param>
    /// <param name="tasks">It.</param>
    internal void Put(string name, ContinualTasks tasks) => _opened[name] = tasks;

    /// <summary>Opens a data set.</summary>
    /// <param name="name">protocol-a, protocol-b or protocol-c.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="IOException">It is not there; the message says what to do.</exception>
    internal ContinualTasks Open(string name, CancellationToken cancellationToken) => _opened.TryGetValue(name, out var there) ? there : _opened[name] = name switch
    {
        "regions" => ClimateRegions.Open(homeFolder, cancellationToken),
        "protocol-c" => RotatedFashion.Open(dataFolder, messages, cancellationToken),
        _ => SpeechTasks.Open(name["protocol-".Length..], dataFolder, messages, cancellationToken),
    };
}
