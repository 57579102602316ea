namespace GeoCore.Geodesy;

/// <summary>A direction from the centre of the sphere: x towards 0° E on the equator, y towards 90° E, z towards the north pole.</summary>
/// <param name="X">cos φ cos λ.</param>
/// <param name="Y">cos φ sin λ.</param>
/// <param name="Z">sin φ.</param>
public readonly record struct UnitVector(double X, double Y, double Z)
{
    /// <summary>Longitude, degrees in (−180, 180].</summary>
    public double Longitude => DegreeMath.Atan2(Y, X);

    /// <summary>Latitude, degrees.</summary>
    public double Latitude => DegreeMath.Atan2(Z, Math.Sqrt(X * X + Y * Y));

    /// <summary>The direction of a place.</summary>
    /// <param name="longitude">Degrees, any turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The longitude is not finite, or the latitude not between the poles.</exception>
    public static UnitVector Of(double longitude, double latitude)
    {
        if (!double.IsFinite(longitude))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude is finite.");
        if (!(latitude is >= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude lies between −90° and 90°.");
        var (sinLambda, cosLambda) = DegreeMath.SinCos(longitude);
        var (sinPhi, cosPhi) = DegreeMath.SinCos(latitude);
        return new UnitVector(cosPhi * cosLambda, cosPhi * sinLambda, sinPhi);
    }

    /// <summary>The direction of a vector of any length above 0.</summary>
    public static UnitVector Along(double x, double y, double z)
    {
        var length = Math.Sqrt(x * x + y * y + z * z);
        return new UnitVector(x / length, y / length, z / length);
    }

    /// <summary>Cosine of the angle to another direction.</summary>
    public double Dot(UnitVector other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>Square of the chord to another direction, 2 (1 − cos γ) without cancellation.</summary>
    public double SquaredChord(UnitVector other)
    {
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return x * x + y * y + z * z;
    }

    /// <summary>Angle to another direction, radians, exact for close and for opposite ones.</summary>
    public double AngleTo(UnitVector other)
    {
        var chord = Math.Sqrt(SquaredChord(other));
        var sum = Math.Sqrt(SquaredChord(new UnitVector(-other.X, -other.Y, -other.Z)));
        return 2 * Math.Atan2(chord, sum);
    }
}
