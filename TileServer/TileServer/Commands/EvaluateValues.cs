using System.CommandLine.Parsing;
using System.Globalization;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;
using TileServer.Evaluations;

namespace TileServer.Commands;

/// <summary>Reads the values of options of evaluations; what is wrong is told in one line.</summary>
internal static class EvaluateValues
{
    /// <summary>A grid as <see cref="GridText"/> reads it.</summary>
    internal static Grid? Grid(string option, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (GridText.TryParse(text, out var grid))
            return grid;
        result.AddError($"{option}: '{text}' is not {GridText.Expected}.");
        return null;
    }

    internal static T OneOf<T>(string option, ArgumentResult result, params ReadOnlySpan<(string Word, T Value)> values)
    {
        var text = result.Tokens[0].Value;
        foreach (var (word, value) in values)
        {
            if (word == text)
                return value;
        }

        result.AddError($"{option}: '{text}' is none of {string.Join(", ", values.ToArray().Select(value => value.Word))}.");
        return default!;
    }

    internal static double? Positive(string option, ArgumentResult result)
    {
        if (TryNumber(result.Tokens[0].Value, out var number) && number > 0)
            return number;
        result.AddError($"{option}: '{result.Tokens[0].Value}' is no number above 0.");
        return null;
    }

    /// <summary>A number above 0 and below 1.</summary>
    internal static double? Share(string option, ArgumentResult result)
    {
        if (TryNumber(result.Tokens[0].Value, out var number) && number is > 0 and < 1)
            return number;
        result.AddError($"{option}: '{result.Tokens[0].Value}' is no number above 0 and below 1.");
        return null;
    }

    internal static double[]? Numbers(string option, ArgumentResult result)
    {
        string[] texts = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        var numbers = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (TryNumber(texts[i], out numbers[i]) && numbers[i] >= 0)
                continue;
            result.AddError($"{option}: '{texts[i]}' is no number that is not negative.");
            return null;
        }

        if (numbers.Length > 0)
            return numbers;
        result.AddError($"{option}: there is no number.");
        return null;
    }

    /// <summary>Numbers that were given; null where none were.</summary>
    internal static double[]? Given(double[]? numbers) => numbers is { Length: > 0 } ? numbers : null;

    internal static CellScheme? Cells(ArgumentResult result)
    {
        if (CellScheme.TryParse(result.Tokens[0].Value, out var scheme))
            return scheme;
        result.AddError($"--cells: '{result.Tokens[0].Value}' is none of s2, healpix:LEVEL and areas.");
        return null;
    }

    internal static ColumnNames? Columns(string option, ArgumentResult result)
    {
        try
        {
            return ColumnNames.Parse(result.Tokens[0].Value);
        }
        catch (InputException fault)
        {
            result.AddError($"{option}: {fault.Message}");
            return null;
        }
    }

    internal static int Resamples(ArgumentResult result)
    {
        const int fewest = 100, most = 1_000_000;
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is 0 or (>= fewest and <= most))
            return number;
        result.AddError($"--resamples: '{result.Tokens[0].Value}' is neither 0 nor {fewest} to {most}.");
        return 0;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
