using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.Tests.Plugins;

/// <summary>A learner whose code fails as soon as it is asked for: this test program, dropped into a plug-in folder, is a broken plug-in.</summary>
public sealed class ThrowingDefinition : ILearnerDefinition
{
    public ThrowingDefinition() => throw new InvalidOperationException("no data\non this machine");

    public LearnerCard Card => throw new InvalidOperationException();

    public long EstimateMemory(HyperParameterValues values, string data) => 0;

    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) => throw new InvalidOperationException();
}
