namespace GeoCore.Imaging;

/// <summary>Which pixels of a row or column make each pixel of a resized one, and with what weights.</summary>
internal sealed class ResizeAxis
{
    private readonly int[] _firsts;
    private readonly float[][] _weights;

    /// <summary>Prepares an axis.</summary>
    /// <param name="count">Pixels that there are.</param>
    /// <param name="from">Where the part begins that is shown, pixels.</param>
    /// <param name="length">Its length, pixels, above 0.</param>
    /// <param name="target">Pixels that are made of it.</param>
    /// <param name="kernel">Weighs them.</param>
    public ResizeAxis(int count, double from, double length, int target, ResizeKernel kernel)
    {
        (_firsts, _weights) = (new int[target], new float[target][]);
        var step = length / target;
        var widening = Math.Max(1, step);
        var reach = kernel.Support() * widening;
        for (var i = 0; i < target; i++)
        {
            // pixel j stands for the place j + ½; what lies beyond the edge has no weight
            var centre = from + ((i + 0.5) * step);
            var first = Math.Clamp((int)Math.Floor(centre - reach), 0, count - 1);
            var last = Math.Clamp((int)Math.Ceiling(centre + reach), first, count - 1);
            var weights = new double[last - first + 1];
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] = kernel.At((first + j + 0.5 - centre) / widening);
            }

            var sum = weights.Sum();
            if (sum == 0)
                weights[Math.Clamp((int)centre - first, 0, weights.Length - 1)] = sum = 1; // a box that falls between two pixels
            _firsts[i] = first;
            _weights[i] = [.. weights.Select(weight => (float)(weight / sum))];
        }
    }

    /// <summary>Pixels that are made.</summary>
    public int Count => _firsts.Length;

    /// <summary>The first pixel that has a say in one that is made.</summary>
    public int First(int target) => _firsts[target];

    /// <summary>Weights of that pixel and the ones behind it; together 1.</summary>
    public ReadOnlySpan<float> Weights(int target) => _weights[target];
}
