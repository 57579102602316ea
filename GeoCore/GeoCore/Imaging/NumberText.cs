using System.Globalization;

namespace GeoCore.Imaging;

/// <summary>Numbers as legends show them, in no country's notation: digits, a point, and <c>e</c> for the very large and small.</summary>
internal static class NumberText
{
    private const double Large = 1e7;
    private const double Small = 1e-4;

    /// <summary>Up to seven significant digits.</summary>
    internal static string Value(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        var magnitude = Math.Abs(value);
        var text = magnitude != 0 && (magnitude >= Large || magnitude < Small)
            ? value.ToString("0.######e0", CultureInfo.InvariantCulture)
            : value.ToString("G7", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>As many decimals as a tick's distance from the next asks for.</summary>
    internal static string Tick(double value, double step)
    {
        var magnitude = Math.Abs(value);
        if (magnitude >= Large || step < Small)
            return Value(value);
        var decimals = 0;
        while (decimals < 6 && Math.Abs(Math.Round(step, decimals) - step) > step * 1e-6)
            decimals++;
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary><c>a – b</c>, or one-sided where a limit is infinite.</summary>
    internal static string Interval(double minimum, double maximum) =>
        double.IsNegativeInfinity(minimum) ? $"< {Value(maximum)}"
        : double.IsPositiveInfinity(maximum) ? $"≥ {Value(minimum)}"
        : $"{Value(minimum)} – {Value(maximum)}";
}
