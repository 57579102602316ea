namespace GeoCore.Geodesy;

/// <summary>The three integrals along a geodesic, as Fourier series in the arc σ on the auxiliary sphere.</summary>
/// <remarks>
/// C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013), equations 15 to 25, to the sixth order in ε, which leaves less than a
/// nanometre on WGS 84. Coefficient arrays hold c₁ … c₆ at 0 … 5.
/// </remarks>
internal readonly ref struct GeodesicSeries
{
    /// <summary>Length of the coefficient arrays.</summary>
    public const int Order = 6;

    private const double N = Wgs84.Flattening / (2 - Wgs84.Flattening);
    private const double SecondEccentricitySquared = Wgs84.EccentricitySquared / (1 - Wgs84.EccentricitySquared);

    private readonly double _epsilon;
    private readonly Span<double> _c1;
    private readonly Span<double> _c2;
    private readonly Span<double> _c3;

    /// <summary>Prepares the series of one geodesic.</summary>
    /// <param name="cosAlpha0">Cosine of the azimuth at which the geodesic crosses the equator.</param>
    /// <param name="workspace">At least 3 × <see cref="Order"/> numbers, owned by the caller.</param>
    public GeodesicSeries(double cosAlpha0, Span<double> workspace)
    {
        KSquared = SecondEccentricitySquared * cosAlpha0 * cosAlpha0;
        var root = Math.Sqrt(1 + KSquared);
        _epsilon = KSquared / ((1 + root) * (1 + root));
        _c1 = workspace[..Order];
        _c2 = workspace.Slice(Order, Order);
        _c3 = workspace.Slice(2 * Order, Order);
        FillDistance(_epsilon, _c1);
        FillReducedLength(_epsilon, _c2);
        FillLongitude(_epsilon, _c3);
    }

    /// <summary>k² = e′² cos² α₀ (equation 9).</summary>
    public double KSquared { get; }

    /// <summary>A₁ (equation 17).</summary>
    public double A1
    {
        get
        {
            var e2 = _epsilon * _epsilon;
            return (1 + e2 * (1 / 4.0 + e2 * (1 / 64.0 + e2 / 256))) / (1 - _epsilon);
        }
    }

    /// <summary>A₂ (equation 42).</summary>
    private double A2
    {
        get
        {
            var e2 = _epsilon * _epsilon;
            return (1 - _epsilon) * (1 + e2 * (1 / 4.0 + e2 * (9 / 64.0 + e2 * 25 / 256)));
        }
    }

    /// <summary>A₃ (equation 24).</summary>
    private double A3
    {
        get
        {
            var e = _epsilon;
            return 1 - e * ((1 - N) / 2 + e * ((2 + N - 3 * N * N) / 8 + e * ((1 + 3 * N + N * N) / 16 + e * ((3 + 2 * N) / 64 + e * 3 / 128))));
        }
    }

    /// <summary>I₁(σ₂) − I₁(σ₁): distance over the polar radius (equation 15).</summary>
    public double Distance(double sigma12, double sin1, double cos1, double sin2, double cos2) =>
        A1 * (sigma12 + SineSum(sin2, cos2, _c1) - SineSum(sin1, cos1, _c1));

    /// <summary>B₁(σ), the periodic part of I₁ over A₁.</summary>
    public double DistancePeriodic(double sin, double cos) => SineSum(sin, cos, _c1);

    /// <summary>I₃(σ₂) − I₃(σ₁): what turns spherical into geographic longitude (equation 23).</summary>
    public double Longitude(double sigma12, double sin1, double cos1, double sin2, double cos2) =>
        A3 * (sigma12 + SineSum(sin2, cos2, _c3) - SineSum(sin1, cos1, _c3));

    /// <summary>Reduced length over the polar radius (equations 38 to 40).</summary>
    public double ReducedLength(double sigma12, double sin1, double cos1, double sin2, double cos2)
    {
        var second = A2 * (sigma12 + SineSum(sin2, cos2, _c2) - SineSum(sin1, cos1, _c2));
        var j12 = Distance(sigma12, sin1, cos1, sin2, cos2) - second;
        return Math.Sqrt(1 + KSquared * sin2 * sin2) * cos1 * sin2
            - Math.Sqrt(1 + KSquared * sin1 * sin1) * sin1 * cos2
            - cos1 * cos2 * j12;
    }

    /// <summary>Σ cₖ sin 2kσ by Clenshaw's recurrence.</summary>
    private static double SineSum(double sin, double cos, ReadOnlySpan<double> c)
    {
        var twiceCosine = 2 * (cos - sin) * (cos + sin);
        double next = 0, afterNext = 0;
        for (var k = c.Length - 1; k >= 0; k--)
        {
            (next, afterNext) = (c[k] + twiceCosine * next - afterNext, next);
        }

        return 2 * sin * cos * next;
    }

    /// <summary>C₁ₖ (equation 18).</summary>
    private static void FillDistance(double e, Span<double> c)
    {
        double e2 = e * e, power = e;
        c[0] = power * (-1 / 2.0 + e2 * (3 / 16.0 - e2 / 32));
        power *= e;
        c[1] = power * (-1 / 16.0 + e2 * (1 / 32.0 - e2 * 9 / 2048));
        power *= e;
        c[2] = power * (-1 / 48.0 + e2 * 3 / 256);
        power *= e;
        c[3] = power * (-5 / 512.0 + e2 * 3 / 512);
        power *= e;
        c[4] = power * -7 / 1280;
        power *= e;
        c[5] = power * -7 / 2048;
    }

    /// <summary>C₂ₖ (equation 43).</summary>
    private static void FillReducedLength(double e, Span<double> c)
    {
        double e2 = e * e, power = e;
        c[0] = power * (1 / 2.0 + e2 * (1 / 16.0 + e2 / 32));
        power *= e;
        c[1] = power * (3 / 16.0 + e2 * (1 / 32.0 + e2 * 35 / 2048));
        power *= e;
        c[2] = power * (5 / 48.0 + e2 * 5 / 256);
        power *= e;
        c[3] = power * (35 / 512.0 + e2 * 7 / 512);
        power *= e;
        c[4] = power * 63 / 1280;
        power *= e;
        c[5] = power * 77 / 2048;
    }

    /// <summary>C₃ₖ (equation 25); the sixth is below the series' order.</summary>
    private static void FillLongitude(double e, Span<double> c)
    {
        const double n2 = N * N;
        var power = e;
        c[0] = power * ((1 - N) / 4 + e * ((1 - n2) / 8 + e * ((3 + 3 * N - n2) / 64 + e * ((5 + 2 * N) / 128 + e * 3 / 128))));
        power *= e;
        c[1] = power * ((2 - 3 * N + n2) / 32 + e * ((3 - 2 * N - 3 * n2) / 64 + e * ((3 + N) / 128 + e * 5 / 256)));
        power *= e;
        c[2] = power * ((5 - 9 * N + 5 * n2) / 192 + e * ((9 - 10 * N) / 384 + e * 7 / 512));
        power *= e;
        c[3] = power * ((7 - 14 * N) / 512 + e * 7 / 512);
        power *= e;
        c[4] = power * 21 / 2560;
        c[5] = 0;
    }
}
