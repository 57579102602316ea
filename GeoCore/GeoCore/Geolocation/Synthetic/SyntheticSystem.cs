namespace GeoCore.Geolocation.Synthetic;

/// <summary>A way of pooling: π^p · Π L_m^w_m.</summary>
/// <param name="Name">In tables.</param>
/// <param name="PriorPower">p: 1 where the prior counts once, the number of sources under the published product of maps.</param>
/// <param name="Weights">w of A, B and C.</param>
public sealed record SyntheticSystem(string Name, double PriorPower, IReadOnlyList<double> Weights)
{
    /// <summary>The systems that are compared; the fitted one comes beside them.</summary>
    public static IReadOnlyList<SyntheticSystem> All { get; } =
    [
        new("prior", 1, [0, 0, 0]), new("A", 1, [1, 0, 0]), new("B", 1, [0, 1, 0]), new("C", 1, [0, 0, 1]), new("A + C", 1, [1, 0, 1]),
        new(Exact, 1, [1, 1, 1]), new(Product, 3, [1, 1, 1]),
    ];

    /// <summary>Name of the exact posterior.</summary>
    public const string Exact = "A + B + C";

    /// <summary>Name of the product of the three maps.</summary>
    public const string Product = "product";

    /// <summary>Name of the log-linear pool with fitted weights.</summary>
    public const string Fitted = "fitted";
}
