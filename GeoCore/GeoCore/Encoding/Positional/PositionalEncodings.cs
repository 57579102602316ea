namespace GeoCore.Encoding.Positional;

/// <summary>The eleven encodings by name.</summary>
public static class PositionalEncodings
{
    /// <summary>λ, φ.</summary>
    public const string Direct = "direct";

    /// <summary>The point of the unit sphere.</summary>
    public const string Cartesian3D = "cartesian3d";

    /// <summary>Sines and cosines of λ and φ.</summary>
    public const string Wrap = "wrap";

    /// <summary>Sines and cosines of both at S scales.</summary>
    public const string Grid = "grid";

    /// <summary>Three directions in the plane at S scales.</summary>
    public const string Theory = "theory";

    /// <summary>Points of the sphere at S scales.</summary>
    public const string SphereC = "spherec";

    /// <summary>SphereC with sines and cosines of both angles.</summary>
    public const string SphereCPlus = "spherecplus";

    /// <summary>Products of one scaled and one unscaled angle.</summary>
    public const string SphereM = "spherem";

    /// <summary>SphereM with sines and cosines of both angles.</summary>
    public const string SphereMPlus = "spheremplus";

    /// <summary>The double Fourier sphere.</summary>
    public const string Dfs = "dfs";

    /// <summary>Real spherical harmonics.</summary>
    public const string SphericalHarmonics = "sphericalharmonics";

    /// <summary>All wire names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Direct, Cartesian3D, Wrap, Grid, Theory, SphereC, SphereCPlus, SphereM, SphereMPlus, Dfs, SphericalHarmonics];

    /// <summary>Makes an encoding.</summary>
    /// <param name="options">Name and what the encoding of that name needs.</param>
    /// <exception cref="ArgumentException">A field is unknown or out of range; <see cref="ArgumentException.ParamName"/> is the field's name.</exception>
    public static IPositionalEncoding Create(PositionalEncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Name switch
        {
            Direct => new DirectEncoding(options.Variant),
            Cartesian3D => new Cartesian3DEncoding(),
            Wrap => new WrapEncoding(),
            Grid => new GridEncoding(options),
            Theory => new TheoryEncoding(options),
            SphereC => new SphereCEncoding(options, plus: false),
            SphereCPlus => new SphereCEncoding(options, plus: true),
            SphereM => new SphereMEncoding(options, plus: false),
            SphereMPlus => new SphereMEncoding(options, plus: true),
            Dfs when options.Variant == EncodingVariant.Reference =>
                throw OptionFault.Of("variant", options.Variant, "The reference code has no DFS."),
            Dfs => new DfsEncoding(options),
            SphericalHarmonics => new Harmonics.SphericalHarmonics(options.Degrees, options.Convention),
            _ => throw OptionFault.Of("name", options.Name, $"The encodings are {string.Join(", ", Names)}."),
        };
    }

    /// <summary>How far features jump where the antimeridian is crossed: 0 for an encoding that is continuous on the sphere.</summary>
    /// <param name="encoding">Any.</param>
    /// <returns>The largest difference of a feature between −180° and 180°, over latitudes from −85° to 85° every 5°.</returns>
    public static double SeamJump(IPositionalEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        double[] west = new double[encoding.Dimension], east = new double[encoding.Dimension];
        var jump = 0.0;
        for (var latitude = -85; latitude <= 85; latitude += 5)
        {
            encoding.Encode([-180.0], [latitude], west);
            encoding.Encode([180.0], [latitude], east);
            for (var k = 0; k < west.Length; k++)
            {
                jump = Math.Max(jump, Math.Abs(west[k] - east[k]));
            }
        }

        return jump;
    }
}
