using System.CommandLine;
using System.Text.Json;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.Host.Registry;

namespace Learners.Host.Commands;

/// <summary><c>learners [list|show NAME|evaluate MODEL|import KIND|run MODEL CLIP] [--json|--schema]</c>: what can be trained, and how.</summary>
internal static class DescribeCommand
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    internal static Command Create(LearnerRegistry registry, TextWriter output, TextWriter error, Func<string, IRasterSource> openRaster)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON", Recursive = true };
        var list = new Command("list", "One line for each learner");
        list.SetAction(result => List(output, registry.Cards, result.GetValue(json)));
        var name = new Argument<string>("name") { Description = "Learner to show" };
        var schema = new Option<bool>("--schema") { Description = "Write the JSON Schema of its settings" };
        var show = new Command("show", "Everything about one learner") { name, schema };
        show.SetAction(result =>
        {
            var card = registry.Find(result.GetRequiredValue(name)).Card;
            if (result.GetValue(schema))
            {
                output.WriteLine(HyperParameterSchema.Of(card).ToJsonString(s_indented));
                return;
            }

            Show(output, card, result.GetValue(json));
        });
        var learners = new Command("learners", "List the learners, show one, evaluate a published model, run one on a clip of speech, or import one of others") { list, show, EvaluateCommand.Create(registry, output, error, openRaster, json), ImportCommand.Create(output), RunCommand.Create(output, json), json };
        learners.SetAction(result => List(output, registry.Cards, result.GetValue(json)));
        return learners;
    }

    private static void List(TextWriter output, IReadOnlyList<LearnerCard> cards, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(cards, ContractsJson.Default.IReadOnlyListLearnerCard));
            return;
        }

        foreach (var card in cards)
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
