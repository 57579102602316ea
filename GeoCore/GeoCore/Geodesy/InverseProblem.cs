namespace GeoCore.Geodesy;

/// <summary>The inverse geodesic problem in its standard form: φ₁ ≤ 0, |φ₂| ≤ |φ₁|, 0 ≤ λ₁₂ ≤ 180°.</summary>
/// <remarks>Karney 2013, section 4. Azimuths come as (sine, cosine).</remarks>
internal ref struct InverseProblem
{
    private const double F1 = 1 - Wgs84.Flattening;

    /// <summary>Below this arc, some decimetres, the spherical solution is as exact as the number format.</summary>
    private const double ShortArc = 3e-8;

    private const double FlatSlope = 1e-3;
    private const int NewtonTrials = 20;
    private const int MaximumTrials = NewtonTrials + 55;

    private readonly double _sinBeta1;
    private readonly double _cosBeta1;
    private readonly double _sinBeta2;
    private readonly double _cosBeta2;
    private readonly double _lambda;
    private readonly double _sinLambda;
    private readonly double _cosLambda;

    public InverseProblem(double latitude1, double latitude2, double lambdaDegrees)
    {
        (_sinBeta1, _cosBeta1) = Geodesic.ReducedLatitude(latitude1);
        (_sinBeta2, _cosBeta2) = Geodesic.ReducedLatitude(latitude2);
        if (Math.Abs(latitude2) == -latitude1)
        {
            (_sinBeta2, _cosBeta2) = (Math.CopySign(_sinBeta1, latitude2), _cosBeta1);
        }

        _lambda = double.DegreesToRadians(lambdaDegrees);
        (_sinLambda, _cosLambda) = DegreeMath.SinCos(lambdaDegrees);
    }

    /// <summary>Length in metres and the azimuths at both ends.</summary>
    public readonly (double Metres, (double Sin, double Cos) Start, (double Sin, double Cos) End) Solve()
    {
        Span<double> workspace = stackalloc double[3 * GeodesicSeries.Order];
        if ((_sinLambda == 0 || _cosBeta1 < 1e-100) && TryMeridian(workspace, out var metres))
        {
            return (metres, (_sinLambda, _cosLambda), (0, 1));
        }

        if (_sinBeta1 == 0 && _lambda <= F1 * Math.PI)
        {
            return (Wgs84.SemiMajorAxis * _lambda, (1, 0), (1, 0));
        }

        return General(workspace);
    }

    /// <summary>Along a meridian, unless a shorter way leaves it: beyond the point conjugate to the start there is one.</summary>
    private readonly bool TryMeridian(Span<double> workspace, out double metres)
    {
        var (sin1, cos1) = (_sinBeta1, _cosLambda * _cosBeta1);
        var (sin2, cos2) = (_sinBeta2, _cosBeta2);
        var sigma = Math.Atan2(Math.Max(0, cos1 * sin2 - sin1 * cos2), cos1 * cos2 + sin1 * sin2);
        var series = new GeodesicSeries(1, workspace);
        metres = Wgs84.SemiMinorAxis * series.Distance(sigma, sin1, cos1, sin2, cos2);
        return sigma < 1 || series.ReducedLength(sigma, sin1, cos1, sin2, cos2) >= 0;
    }

    private readonly (double, (double, double), (double, double)) General(Span<double> workspace)
    {
        // on a sphere of the right size near the middle latitude the start azimuth is nearly right (section 4)
        var middle = (_cosBeta1 + _cosBeta2) / 2;
        var shrink = Math.Sqrt(1 - Wgs84.EccentricitySquared * middle * middle);
        var omega = Math.Min(Math.PI, _lambda / shrink);
        var (alpha1, arc) = Spherical(omega);
        if (arc < ShortArc)
        {
            var end = Geodesic.Normalize(
                _cosBeta1 * Math.Sin(omega),
                _cosBeta1 * _sinBeta2 * Math.Cos(omega) - _sinBeta1 * _cosBeta2);
            return (Wgs84.SemiMajorAxis * shrink * arc, alpha1, end);
        }

        // λ₁₂(α₁) grows with α₁, so the root stays between a and b: steps of Newton's method that leave the bracket become bisections
        (double Sin, double Cos) a = (0, 1), b = (0, -1);
        var polished = false;
        for (var i = 0; ; i++)
        {
            var trial = new TrialLine(in this, alpha1, workspace);
            var excess = trial.LongitudeExcess;
            var isClose = Math.Abs(excess) < 1e-15;
            if (excess == 0 || polished || i == MaximumTrials || (isClose && !(trial.LongitudeSlope > FlatSlope)))
            {
                return (trial.Metres, alpha1, trial.Alpha2);
            }

            // a few units in the last place: one more step cannot harm unless λ₁₂ is flat here, a second would only dither
            polished = isClose;
            (a, b) = excess > 0 ? (a, alpha1) : (alpha1, b);
            var (sinStep, cosStep) = Math.SinCos(-excess / trial.LongitudeSlope);
            var next = (Sin: alpha1.Sin * cosStep + alpha1.Cos * sinStep, Cos: alpha1.Cos * cosStep - alpha1.Sin * sinStep);
            var newtonStaysInside = i < NewtonTrials && Turn(a, next) > 0 && Turn(next, b) > 0;
            if (!newtonStaysInside)
            {
                if (polished)
                {
                    return (trial.Metres, alpha1, trial.Alpha2);
                }

                next = Math.SinCos((Math.Atan2(a.Sin, a.Cos) + Math.Atan2(b.Sin, b.Cos)) / 2);
            }

            alpha1 = Geodesic.Normalize(next.Sin, next.Cos);
        }

        static double Turn((double Sin, double Cos) from, (double Sin, double Cos) to) => to.Sin * from.Cos - to.Cos * from.Sin;
    }

    /// <summary>Start azimuth and arc of the great circle that spans ω in longitude (equations 49 to 51).</summary>
    private readonly ((double Sin, double Cos) Alpha1, double Arc) Spherical(double omega)
    {
        var (sin, cos) = Math.SinCos(omega);
        var sinAlpha = _cosBeta2 * sin;
        // the difference of products is rewritten so that nothing cancels for close or opposite places
        var difference = _sinBeta2 * _cosBeta1 - _cosBeta2 * _sinBeta1;
        var sum = _sinBeta2 * _cosBeta1 + _cosBeta2 * _sinBeta1;
        var cosAlpha = cos >= 0
            ? difference + _cosBeta2 * _sinBeta1 * sin * sin / (1 + cos)
            : sum - _cosBeta2 * _sinBeta1 * sin * sin / (1 - cos);
        var arc = Math.Atan2(double.Hypot(sinAlpha, cosAlpha), _sinBeta1 * _sinBeta2 + _cosBeta1 * _cosBeta2 * cos);
        return arc == 0 ? ((0, 1), 0) : (Geodesic.Normalize(Math.Max(sinAlpha, 1e-150), cosAlpha), arc);
    }

    /// <summary>The geodesic that starts at the first place with a trial azimuth, followed to the second latitude (section 4, equations 5 to 12).</summary>
    private readonly ref struct TrialLine
    {
        public TrialLine(ref readonly InverseProblem problem, (double Sin, double Cos) alpha1, Span<double> workspace)
        {
            var (sinBeta1, cosBeta1, sinBeta2, cosBeta2) = (problem._sinBeta1, problem._cosBeta1, problem._sinBeta2, problem._cosBeta2);
            if (sinBeta1 == 0 && alpha1.Cos == 0)
            {
                alpha1.Cos = -1e-150; // an equatorial start must leave the equator, or it never reaches the far place
            }

            var sinAlpha0 = alpha1.Sin * cosBeta1;
            var cosAlpha0 = double.Hypot(alpha1.Cos, alpha1.Sin * sinBeta1);
            var (sin1, cos1) = Geodesic.Normalize(sinBeta1, alpha1.Cos * cosBeta1);
            var (sinOmega1, cosOmega1) = Geodesic.Normalize(sinAlpha0 * sinBeta1, alpha1.Cos * cosBeta1);

            // cos² β₂ − cos² β₁ in the form that cancels least
            var gap = cosBeta1 < -sinBeta1
                ? (cosBeta2 - cosBeta1) * (cosBeta1 + cosBeta2)
                : (sinBeta1 - sinBeta2) * (sinBeta1 + sinBeta2);
            var sameBeta = cosBeta2 == cosBeta1;
            Alpha2 = (
                sameBeta ? alpha1.Sin : sinAlpha0 / cosBeta2,
                sameBeta && Math.Abs(sinBeta2) == -sinBeta1
                    ? Math.Abs(alpha1.Cos)
                    : Math.Sqrt(alpha1.Cos * cosBeta1 * (alpha1.Cos * cosBeta1) + gap) / cosBeta2);
            var (sin2, cos2) = Geodesic.Normalize(sinBeta2, Alpha2.Cos * cosBeta2);
            var (sinOmega2, cosOmega2) = Geodesic.Normalize(sinAlpha0 * sinBeta2, Alpha2.Cos * cosBeta2);

            var sigma = Math.Atan2(Math.Max(0, cos1 * sin2 - sin1 * cos2), cos1 * cos2 + sin1 * sin2);
            var sinOmega = Math.Max(0, cosOmega1 * sinOmega2 - sinOmega1 * cosOmega2);
            var cosOmega = cosOmega1 * cosOmega2 + sinOmega1 * sinOmega2;
            var series = new GeodesicSeries(cosAlpha0, workspace);
            var shift = Wgs84.Flattening * sinAlpha0 * series.Longitude(sigma, sin1, cos1, sin2, cos2);
            LongitudeExcess = Math.Atan2(
                sinOmega * problem._cosLambda - cosOmega * problem._sinLambda,
                cosOmega * problem._cosLambda + sinOmega * problem._sinLambda) - shift;
            LongitudeSlope = Alpha2.Cos == 0
                ? -2 * F1 * Math.Sqrt(1 + series.KSquared * sin1 * sin1) / sinBeta1
                : F1 * series.ReducedLength(sigma, sin1, cos1, sin2, cos2) / (Alpha2.Cos * cosBeta2);
            Metres = Wgs84.SemiMinorAxis * series.Distance(sigma, sin1, cos1, sin2, cos2);
        }

        /// <summary>How far east of the second place the line ends, radians.</summary>
        public double LongitudeExcess { get; }

        /// <summary>dλ₁₂ / dα₁ (equation 46).</summary>
        public double LongitudeSlope { get; }

        /// <summary>Length.</summary>
        public double Metres { get; }

        /// <summary>Azimuth at the end.</summary>
        public (double Sin, double Cos) Alpha2 { get; }
    }
}
