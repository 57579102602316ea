namespace GeoCore.Tests.Encoding;

/// <summary>Comparisons of many numbers that name the worst.</summary>
internal static class Differences
{
    public static double Largest(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            largest = difference > largest || double.IsNaN(difference) ? difference : largest;
        }

        return largest;
    }

    public static void Below(double tolerance, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        var largest = Largest(expected, actual);
        Assert.True(largest <= tolerance, $"the largest difference is {largest:E2}, more than {tolerance:E1}");
    }

    public static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(values, doubles);
        return doubles;
    }
}
