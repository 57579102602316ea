using Learners.Host.Plugins;
using Learners.Host.Registry;
using Learners.Torch.Training;

namespace Learners.Tests.Contract;

/// <summary>Every learner that this checkout has: those of the registry, and the sample that strangers copy.</summary>
internal static class Contestants
{
    public static IReadOnlyList<ILearnerDefinition> All { get; } = [.. LearnerRegistry.Papers, .. Sample()];

    public static TheoryData<string> Names => [.. All.Select(definition => definition.Card.Name)];

    public static ILearnerDefinition Find(string name) => All.Single(definition => definition.Card.Name == name);

    // loaded as a plug-in, so that the suite also holds across load contexts
    private static IReadOnlyList<ILearnerDefinition> Sample()
    {
        using var folder = new TemporaryFolder();
        SamplePlugin.CopyTo(folder.Path);
        var complaints = new List<string>();
        var definitions = PluginFolder.Load(folder.Path, LearnerRegistry.Papers, complaints.Add);
        Assert.Empty(complaints);
        return definitions;
    }
}
