using static TorchSharp.torch;

namespace Benchmarks.Peers;

/// <summary>Closed-form spherical harmonics on whole tensors in TorchSharp: a Legendre recursion of its own for every (ℓ, m), as <c>torch_peer.py</c> has it.</summary>
/// <remarks>The cost structure of the published method (arXiv 2310.06743; R. Green 2003, section 3), O(L³) for L² features.</remarks>
internal static class TorchHarmonics
{
    /// <summary>Features of many places in the standard convention (without the Condon–Shortley sign, which costs nothing either way).</summary>
    /// <param name="longitudes">Degrees, [places].</param>
    /// <param name="latitudes">Degrees, [places].</param>
    /// <param name="degrees">L.</param>
    /// <returns>[places, L²]; (ℓ, m) stands at ℓ² + ℓ + m; owned by the caller's scope.</returns>
    public static Tensor Of(Tensor longitudes, Tensor latitudes, int degrees)
    {
        using var scope = NewDisposeScope();
        var azimuth = deg2rad(longitudes);
        var x = sin(deg2rad(latitudes));
        var root = sqrt((1 - x) * (1 + x));
        var columns = new List<Tensor>(degrees * degrees);
        for (var l = 0; l < degrees; l++)
        {
            for (var m = -l; m <= l; m++)
            {
                columns.Add(Column(l, m, x, root, azimuth));
            }
        }

        return stack(columns, -1).MoveToOuterDisposeScope();
    }

    private static Tensor Column(int l, int m, Tensor x, Tensor root, Tensor azimuth)
    {
        using var scope = NewDisposeScope();
        var order = Math.Abs(m);
        var p = Legendre(l, order, x, root);
        var column = m switch
        {
            0 => p * Scale(l, 0),
            > 0 => cos(azimuth * order) * p * (Math.Sqrt(2) * Scale(l, order)),
            _ => sin(azimuth * order) * p * (Math.Sqrt(2) * Scale(l, order)),
        };
        return column.MoveToOuterDisposeScope();
    }

    private static Tensor Legendre(int l, int m, Tensor x, Tensor root)
    {
        var seed = ones_like(x);
        for (var k = 0; k < m; k++)
        {
            seed = seed * (2.0 * k + 1) * root;
        }

        if (l == m)
        {
            return seed;
        }

        Tensor below = seed, value = x * (2.0 * m + 1) * seed;
        for (var k = m + 2; k <= l; k++)
        {
            (below, value) = (value, (x * value * (2.0 * k - 1) - below * (k + m - 1.0)) / (double)(k - m));
        }

        return value;
    }

    private static double Scale(int l, int m)
    {
        var product = (2.0 * l + 1) / (4 * Math.PI);
        for (var k = l - m + 1; k <= l + m; k++)
        {
            product /= k;
        }

        return Math.Sqrt(product);
    }
}
