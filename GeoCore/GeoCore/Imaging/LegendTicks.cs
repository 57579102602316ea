namespace GeoCore.Imaging;

/// <summary>Round values on a range.</summary>
internal static class LegendTicks
{
    private const int MostDecades = 64;

    /// <summary>Round values inside the range, ascending, about as many as wanted; none when the range is empty.</summary>
    internal static IReadOnlyList<LegendTick> Of(RangeScale scale, int wanted)
    {
        if (wanted < 1 || !(scale.Maximum > scale.Minimum))
            return [];
        var decades = scale.Transform == ScaleTransform.Logarithm ? Math.Log10(scale.Maximum / scale.Minimum) : 0;
        return decades >= 1 ? Logarithmic(scale.Minimum, scale.Maximum, decades, wanted) : Linear(scale.Minimum, scale.Maximum, wanted);
    }

    private static List<LegendTick> Linear(double minimum, double maximum, int wanted)
    {
        var step = RoundStep((maximum - minimum) / wanted);
        var ticks = new List<LegendTick>();
        for (var i = Math.Ceiling((minimum / step) - 1e-9); (i * step) <= maximum + (step * 1e-9); i++)
        {
            var value = Math.Clamp(i * step, minimum, maximum);
            ticks.Add(new LegendTick(value == 0 ? 0 : value, NumberText.Tick(value == 0 ? 0 : i * step, step)));
            if (i + 1 == i)
                break;
        }

        return ticks;
    }

    /// <summary>Powers of ten, with 2 and 5 times them where there is room, or every n-th power where there is not.</summary>
    private static List<LegendTick> Logarithmic(double minimum, double maximum, double decades, int wanted)
    {
        double[] factors = decades * 3 <= wanted ? [1, 2, 5] : decades * 2 <= wanted ? [1, 3] : [1];
        var every = Math.Max(1, (int)Math.Ceiling(Math.Min(decades, MostDecades * 10) / wanted));
        var ticks = new List<LegendTick>();
        for (var power = (int)Math.Floor(Math.Log10(minimum)); power <= Math.Log10(maximum); power++)
        {
            foreach (var factor in factors)
            {
                var value = factor * Math.Pow(10, power);
                if (power % every == 0 && value >= minimum * (1 - 1e-9) && value <= maximum * (1 + 1e-9))
                    ticks.Add(new LegendTick(Math.Clamp(value, minimum, maximum), NumberText.Value(value)));
            }
        }

        return ticks;
    }

    /// <summary>The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below the step.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var lead = step / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 2.5 ? 2.5 : lead <= 5 ? 5 : 10);
    }
}

/// <summary>A round value on a ramp.</summary>
/// <param name="Value">The value.</param>
/// <param name="Label">Its text, with as many digits as its neighbours.</param>
internal readonly record struct LegendTick(double Value, string Label);
