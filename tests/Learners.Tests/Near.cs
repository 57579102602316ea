namespace Learners.Tests;

/// <summary>Comparisons of many numbers that name the worst.</summary>
internal static class Near
{
    public static void Assert(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Xunit.Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Xunit.Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"value {i}: expected {expected[i]:R}, got {actual[i]:R}, difference {Math.Abs(expected[i] - actual[i]):E2}");
        }
    }
}
