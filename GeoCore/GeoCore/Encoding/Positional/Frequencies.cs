namespace GeoCore.Encoding.Positional;

/// <summary>Frequencies 1/α of the multi-scale encodings, α running geometrically from the finest to the coarsest radius.</summary>
internal static class Frequencies
{
    /// <summary>The frequencies of the options, finest scale first.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the exception names it.</exception>
    public static double[] Of(PositionalEncodingOptions options)
    {
        Check(options);
        var frequencies = new double[options.Scales];
        for (var s = 0; s < frequencies.Length; s++)
        {
            var exponent = s / (options.Scales - 1.0);
            frequencies[s] = 1 / (options.MinimumRadius * Math.Pow(options.MaximumRadius / options.MinimumRadius, exponent));
        }

        if (options.IntegerFrequencies)
        {
            RoundDistinct(frequencies);
        }

        return frequencies;
    }

    private static void Check(PositionalEncodingOptions options)
    {
        var most = options.Name == PositionalEncodings.Dfs ? 256 : 4096;
        if (options.Scales < 2 || options.Scales > most)
        {
            throw OptionFault.Of("scales", options.Scales, $"There are 2 to {most} scales.");
        }

        if (!(options.MinimumRadius > 0) || !double.IsFinite(options.MinimumRadius))
        {
            throw OptionFault.Of("minimumRadius", options.MinimumRadius, "The finest radius is above 0 and finite.");
        }

        if (!(options.MaximumRadius > options.MinimumRadius) || !double.IsFinite(options.MaximumRadius))
        {
            throw OptionFault.Of("maximumRadius", options.MaximumRadius, "The coarsest radius is above the finest and finite.");
        }

        if (!Enum.IsDefined(options.Variant))
        {
            throw OptionFault.Of("variant", options.Variant, "The variant is corrected or reference.");
        }

        if (options.Variant == EncodingVariant.Reference && options.IntegerFrequencies)
        {
            throw OptionFault.Of("integerFrequencies", options.IntegerFrequencies, "The reference code has no integer frequencies.");
        }
    }

    private static void RoundDistinct(double[] frequencies)
    {
        var taken = 0.0;
        for (var s = frequencies.Length - 1; s >= 0; s--)
        {
            taken = Math.Max(Math.Round(frequencies[s]), taken + 1);
            frequencies[s] = taken;
        }
    }
}
