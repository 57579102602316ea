using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Benchmarks.Commands;

/// <summary>Options with a range, and those that every comparison has.</summary>
internal static class BenchOptions
{
    /// <summary>One line of JSON instead of a table.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one line of JSON instead of the table" };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Integer(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} ({least} to {most})", DefaultValueFactory = _ => value };
        option.Validators.Add(result => Check(result, name, number => number >= least && number <= most, $"{least} to {most}"));
        return option;
    }

    /// <summary>A number within bounds.</summary>
    public static Option<double> Number(string name, string description, double value, double least, double most)
    {
        var bounds = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        var option = new Option<double>(name) { Description = $"{description} ({bounds})", DefaultValueFactory = _ => value };
        option.Validators.Add(result => Check(result, name, number => number >= least && number <= most, bounds));
        return option;
    }

    // what is not a number at all is the parser's to complain about
    private static void Check(OptionResult result, string name, Func<double, bool> fits, string bounds)
    {
        if (result.Tokens.Count == 1
            && double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !fits(number))
        {
            result.AddError($"{name} is {bounds}, not {result.Tokens[0].Value}");
        }
    }
}
