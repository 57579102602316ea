using Learners.ContinualLearning.Data;

namespace Learners.ContinualLearning.Strategies;

/// <summary>A way to learn tasks one after another.</summary>
/// <param name="Name">Key on the card.</param>
/// <param name="Title">For people.</param>
/// <param name="Parts">What it is made of; none is fine-tuning.</param>
/// <param name="Source">What batches are drawn from.</param>
/// <param name="StartsAnew">Whether the weights are drawn anew at every task.</param>
internal sealed record Method(string Name, string Title, Func<MethodContext, MethodPart[]> Parts, BatchSource Source = BatchSource.Task, bool StartsAnew = false)
{
    /// <summary>All of them: bounds and baselines, the relatives, RWM, and ours.</summary>
    internal static IReadOnlyList<Method> All { get; } =
    [
        new("joint", "Joint (bound)", _ => [], BatchSource.Union, StartsAnew: true),
        new("finetune", "Finetune", _ => []),
        new("replay", "Replay", context => [new Replay(context)]),
        new("gdumb", "GDumb", _ => [], BatchSource.Memory, StartsAnew: true),
        new("gdumb-finetune", "GDumb, weights kept", _ => [], BatchSource.Memory),
        new("ewc", "EWC", context => [new ElasticWeights(context, isOnline: false)]),
        new("ewc-online", "EWC, online", context => [new ElasticWeights(context, isOnline: true)]),
        new("si", "SI", context => [new SynapticIntelligence(context)]),
        new("lwf", "LwF", context => [new Distillation(context, context.Values.Real("lwf-weight"), 0)]),
        new("dfwf", "DFWF", context => [new Distillation(context, context.Values.Real("lwf-weight"), 1)]),
        new("gem", "GEM", context => [new GradientMemory(context, isAverage: false)]),
        new("a-gem", "A-GEM", context => [new GradientMemory(context, isAverage: true)]),
        new("cwr", "CWR*", context => [new ConsolidatedHead(context)]),
        new("owm", "OWM, at the end of tasks", context => [new RadianModification(context, (_, _) => 0)]),
        new("owm-streaming", "OWM, streaming", context => [new StreamingOrthogonal(context)]),
        new("rawm", "RAWM", context =>
            [new RadianModification(context, (facts, _) => RadianModification.ByCount(facts)), new Distillation(context, context.Values.Real("lwf-weight"), 0)]),
        new("rego", "RegO", context => [new RegionWeights(context)]),
        new("rwm", "RWM", context => [new RadianModification(context, RadianModification.ByAngle(context))]),
        new("rwm-literal", "RWM, literal", context => [new LiteralRadian(context)]),
        new("rwm-split", "RWM, split", context => [new SplitRadian(context)]),
        new("learnt-angle", "Learnt angle", context => [new LearntAngle(context)]),
        new("low-rank", "OWM, low rank", context => [new LowRankOrthogonal(context)]),
        new("class-projectors", "Projectors by class", context => [new RadianModification(context, (_, _) => 0, context.Values.Real("compact-weight"))]),
        new("merging", "Merged weights", context => [new WeightMerging(context)]),
        new("analytic", "Analytic head", context => [new AnalyticHead(context)]),
        new("owm-lwf", "OWM with LwF", context =>
            [new RadianModification(context, (_, _) => 0), new Distillation(context, context.Values.Real("lwf-weight"), 0)]),
        new("gaussian", "Gaussian memory", context => [new GaussianMemory(context)]),
        new("gaussian-owm", "Gaussian memory with OWM", context => [new GaussianMemory(context), new RadianModification(context, (_, _) => 0)]),
    ];

    /// <summary>Looks a method up.</summary>
    /// <param name="name">Key on the card.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Method Find(string name) => All.FirstOrDefault(method => method.Name == name) ?? throw new ArgumentException($"there is no method '{name}'", nameof(name));
}
