using Microsoft.AspNetCore.Http;
using TorchSharp;

namespace HousePlan.Tests.Arrows.Counterexamples;

#pragma warning disable CA1812 // these classes are read, not made

/// <summary>Writes to the console from a place where nobody would look for it.</summary>
internal sealed class PrintsInLambda
{
    public static Action<int> Print { get; } = number => Console.WriteLine(number);
}

/// <summary>Writes to the console behind an await.</summary>
internal sealed class PrintsAfterAwait
{
    public static async Task Print()
    {
        await Task.Yield();
        Console.Error.WriteLine();
    }
}

/// <summary>Has torch in a method's body only.</summary>
internal sealed class ComputesWithTorch
{
    public static double One()
    {
        using var one = torch.ones(1);
        return one.item<float>();
    }
}

/// <summary>Has the web in a signature only.</summary>
internal interface IAnswersRequests
{
    Task Answer(HttpContext context);
}

/// <summary>A learner that would know a paper.</summary>
internal sealed class KnowsAPaper
{
    public static string Name => typeof(Learners.LocationEncoding.Data.RandomSequence).Name;
}
