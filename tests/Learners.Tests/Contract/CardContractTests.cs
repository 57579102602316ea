using System.Text.Json;
using Learners.Contracts;

namespace Learners.Tests.Contract;

/// <summary>What a person and the host may expect of every learner's card.</summary>
public class CardContractTests
{
    public static TheoryData<string> Learners => Contestants.Names;

    [Fact]
    public void No_two_learners_have_the_same_name() =>
        Assert.Equal(Contestants.All.Count, Contestants.All.Select(definition => definition.Card.Name).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [MemberData(nameof(Learners))]
    public void Names_are_words_for_a_command_line_and_stand_for_one_thing(string learner)
    {
        var card = Card(learner);
        foreach (var names in new[]
        {
            [card.Name], [.. card.DataSets.Select(data => data.Name)], [.. card.Parameters.Select(parameter => parameter.Name)],
            [.. card.Presets.Select(preset => preset.Name)], [.. card.Stages.Select(stage => stage.Name)], card.Metrics,
        })
        {
            Assert.All(names, name => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", name));
            Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        }

        Assert.All(
            [card.Title, card.Description, card.Paper.Title, card.Paper.Authors, card.Paper.Identifier, card.Inputs, card.Outputs,
                .. card.DataSets.Select(data => data.Description), .. card.Parameters.Select(parameter => parameter.Description),
                .. card.Presets.Select(preset => preset.Description)],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.NotEmpty(card.Metrics);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Defaults_lie_within_their_ranges_in_the_form_in_which_values_are_stored(string learner) =>
        Assert.All(Card(learner).Parameters, parameter =>
        {
            Assert.True(parameter.TryNormalise(parameter.DefaultText, out var normal), $"the default of {parameter.Name} is not {parameter.RangeText}");
            Assert.Equal(parameter.DefaultText, normal);
        });

    [Theory]
    [MemberData(nameof(Learners))]
    public void Every_preset_settles_and_means_a_data_set_of_the_card(string learner)
    {
        var card = Card(learner);

        Assert.Contains(card.Presets, preset => preset.Name == "smoke");
        Assert.All(card.Presets, preset =>
        {
            Assert.True(card.TrySettle(preset.Name, [], out _, out var problem), problem);
            Assert.Contains(card.DataSets, data => data.Name == card.DefaultData(preset.Name));
        });
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void The_parameter_that_may_be_halved_is_a_whole_number(string learner)
    {
        var card = Card(learner);
        if (card.BatchParameter is { } name)
        {
            Assert.IsType<IntegerParameter>(Assert.Single(card.Parameters, parameter => parameter.Name == name));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_card_survives_JSON_and_its_schema_knows_every_parameter(string learner)
    {
        var card = Card(learner);
        var json = JsonSerializer.Serialize(card, ContractsJson.Default.LearnerCard);
        var again = JsonSerializer.Deserialize(json, ContractsJson.Default.LearnerCard)!;

        Assert.Equal(json, JsonSerializer.Serialize(again, ContractsJson.Default.LearnerCard));
        Assert.Equal(
            card.Parameters.Select(parameter => parameter.Name),
            HyperParameterSchema.Of(again)["properties"]!.AsObject().Select(property => property.Key));
    }

    private static LearnerCard Card(string learner) => Contestants.Find(learner).Card;
}
