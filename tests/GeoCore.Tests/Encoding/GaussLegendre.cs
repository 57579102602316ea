namespace GeoCore.Tests.Encoding;

/// <summary>Nodes and weights on [−1, 1] by Newton's method, independent of the code under test.</summary>
internal static class GaussLegendre
{
    public static (double[] Nodes, double[] Weights) Rule(int count)
    {
        var (nodes, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 8; step++)
            {
                double previous = 1, value = x;
                for (var l = 2; l <= count; l++)
                {
                    (previous, value) = (value, ((((2 * l) - 1) * x * value) - ((l - 1) * previous)) / l);
                }

                slope = count * ((x * value) - previous) / ((x * x) - 1);
                x -= value / slope;
            }

            (nodes[i], weights[i]) = (x, 2 / ((1 - (x * x)) * slope * slope));
        }

        return (nodes, weights);
    }
}
