using System.CommandLine;
using System.Text.Json;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.LocationEncoding;

namespace Learners.Host.Commands;

/// <summary><c>learners [list|show NAME|evaluate MODEL] [--json]</c>: what can be trained, and how.</summary>
internal static class DescribeCommand
{
    internal static IReadOnlyList<LearnerCard> Learners { get; } = [LocationEncoderCard.Instance];

    internal static LearnerCard Find(string name) =>
        Learners.FirstOrDefault(card => card.Name == name)
        ?? throw new UsageException($"there is no learner '{name}'; there is {string.Join(", ", Learners.Select(card => card.Name))}");

    internal static Command Create(TextWriter output, TextWriter error, Func<string, IRasterSource> openRaster)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON", Recursive = true };
        var list = new Command("list", "One line for each learner");
        list.SetAction(result => List(output, result.GetValue(json)));
        var name = new Argument<string>("name") { Description = "Learner to show" };
        var show = new Command("show", "Everything about one learner") { name };
        show.SetAction(result => Show(output, Find(result.GetRequiredValue(name)), result.GetValue(json)));
        var learners = new Command("learners", "List the learners, show one, or evaluate a published model") { list, show, EvaluateCommand.Create(output, error, openRaster, json), json };
        learners.SetAction(result => List(output, result.GetValue(json)));
        return learners;
    }

    private static void List(TextWriter output, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(Learners, ContractsJson.Default.IReadOnlyListLearnerCard));
            return;
        }

        foreach (var card in Learners)
        {
            output.WriteLine($"{card.Name,-20} {card.Title} ({card.Paper.Identifier})");
        }
    }

    private static void Show(TextWriter output, LearnerCard card, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(card, ContractsJson.Default.LearnerCard));
            return;
        }

        output.WriteLine($"{card.Name}: {card.Title}");
        output.WriteLine($"{card.Description}");
        output.WriteLine($"{card.Paper.Authors}: {card.Paper.Title}. {card.Paper.Identifier}");
        output.WriteLine();
        output.WriteLine($"takes   {card.Inputs}");
        output.WriteLine($"gives   {card.Outputs}");
        output.WriteLine($"scores  {string.Join(", ", card.Metrics)}");
        Section(output, "--data", card.DataSets.Select(data => (data.Name, data.Description)));
        Section(output, "--preset", card.Presets.Select(preset => (preset.Name, preset.Description)));
        Section(output, "--set", card.Parameters.Select(parameter =>
            ($"{parameter.Name}={parameter.DefaultText}", $"{parameter.Description}; {parameter.RangeText}")));
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> lines)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var (name, text) in lines)
        {
            output.WriteLine($"  {name,-26} {text}");
        }
    }
}
