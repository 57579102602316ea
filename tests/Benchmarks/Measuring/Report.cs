using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Measuring;

/// <summary>What decides a row of a table.</summary>
internal enum Clock
{
    /// <summary>CPU seconds of one piece of work.</summary>
    Cpu,

    /// <summary>Wall seconds of one piece of work.</summary>
    Wall,
}

/// <summary>One row: our time, a rival's time, and how they compare.</summary>
/// <param name="Case">What was done.</param>
/// <param name="Ours">Our standing.</param>
/// <param name="Rival">The rival's.</param>
/// <param name="Goal">Wanted ratio of the rival's time to ours, or null where there is none.</param>
/// <param name="By">Which clock decides.</param>
/// <param name="Note">What a reader must know beside it.</param>
internal sealed record Row(string Case, Standing Ours, Standing Rival, double? Goal, Clock By = Clock.Cpu, string? Note = null)
{
    /// <summary>How many times faster we are: the rival's time divided by ours.</summary>
    public double Ratio => By == Clock.Cpu ? Rival.Cpu / Ours.Cpu : Rival.Wall / Ours.Wall;

    /// <summary>Whether the goal is reached; null without one.</summary>
    public bool? Met => Goal is { } goal ? Ratio >= goal : null;
}

/// <summary>A benchmark's answer, as a table for people or as one line of JSON for programs.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Rows">The comparisons.</param>
internal sealed record Report(string Benchmark, Machine Machine, IReadOnlyDictionary<string, object> Settings, IReadOnlyList<Row> Rows)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes the report.</summary>
    public void Write(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(this, s_json));
            return;
        }

        output.WriteLine($"{Benchmark}: {string.Join(", ", Settings.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value}")))}");
        output.WriteLine(Machine);
        output.WriteLine();
        foreach (var line in TextTable.Lay(["case", "ours", "time", "rival", "time", "ratio", "goal", ""], Rows.Select(Cells)))
        {
            output.WriteLine(line);
        }
    }

    private static string[] Cells(Row row) =>
    [
        row.Case,
        row.Ours.Name,
        Duration(row.By == Clock.Cpu ? row.Ours.Cpu : row.Ours.Wall),
        row.Rival.Name,
        Duration(row.By == Clock.Cpu ? row.Rival.Cpu : row.Rival.Wall),
        Quotient(row.Ratio),
        row.Goal is { } goal ? Quotient(goal) + (row.Met == true ? " met" : " MISSED") : string.Empty,
        row.Note ?? string.Empty,
    ];

    private static string Quotient(double ratio) =>
        ratio.ToString(ratio >= 100 ? "0" : ratio >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + "x";

    /// <summary>A time with three digits and a fitting unit.</summary>
    public static string Duration(double seconds)
    {
        var (value, unit) = seconds switch
        {
            >= 1 => (seconds, "s"),
            >= 1e-3 => (seconds * 1e3, "ms"),
            >= 1e-6 => (seconds * 1e6, "us"),
            _ => (seconds * 1e9, "ns"),
        };
        return value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " " + unit;
    }
}
