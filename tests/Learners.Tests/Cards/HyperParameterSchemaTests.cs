using System.Text.Json;
using Learners.Contracts;
using Learners.LocationEncoding;

namespace Learners.Tests.Cards;

public class HyperParameterSchemaTests
{
    private static readonly LearnerCard s_card = new(
        "tiny", "t", "d", new PaperReference("t", "a", "i"), "in", "out", [], [],
        [
            new IntegerParameter("steps", "optimiser steps", 10, 1, 1000),
            new RealParameter("rate", "learning rate", 1e-4, 0, 10),
            new ChoiceParameter("network", "what follows", "siren", ["siren", "linear"]),
        ],
        []);

    [Fact]
    public void Every_parameter_has_type_range_default_and_description() => Assert.Equal(
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Settings of tiny","type":"object","properties":{
        "steps":{"description":"optimiser steps","type":"integer","minimum":1,"maximum":1000,"default":10},
        "rate":{"description":"learning rate","type":"number","minimum":0,"maximum":10,"default":0.0001},
        "network":{"description":"what follows","type":"string","enum":["siren","linear"],"default":"siren"}
        },"additionalProperties":false}
        """.ReplaceLineEndings(string.Empty),
        HyperParameterSchema.Of(s_card).ToJsonString());

    [Fact]
    public void The_defaults_of_a_card_are_settings_that_it_takes()
    {
        var card = LocationEncoderCard.Instance;
        var properties = HyperParameterSchema.Of(card)["properties"]!.AsObject();
        var defaults = JsonSerializer.SerializeToElement(properties.ToDictionary(property => property.Key, property => property.Value!["default"]));

        Assert.True(HyperParameterSchema.TryRead(defaults, out var texts, out var problem), problem);
        Assert.True(card.TrySettle(null, texts, out var values, out problem), problem);
        Assert.Equal(card.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.DefaultText), values.Texts);
    }

    [Theory]
    [InlineData("""{"steps":12,"rate":3e-2,"network":"linear"}""", "12", "0.03", "linear")]
    [InlineData("""{"steps":"12","rate":"0.03"}""", "12", "0.03", "siren")]
    public void Numbers_may_stand_in_quotes(string json, string steps, string rate, string network)
    {
        Assert.True(HyperParameterSchema.TryRead(JsonElement.Parse(json), out var texts, out var problem), problem);
        Assert.True(s_card.TrySettle(null, texts, out var values, out problem), problem);
        Assert.Equal([steps, rate, network], [values.Choice("steps"), values.Choice("rate"), values.Choice("network")]);
    }

    [Theory]
    [InlineData("""{"steps":[1]}""", "steps")]
    [InlineData("""{"steps":null}""", "steps")]
    [InlineData("""{"rate":true}""", "rate")]
    [InlineData("""[1]""", "object")]
    [InlineData("""{"steps":1.5}""", "steps is a whole number from 1 to 1000, not '1.5'")]
    [InlineData("""{"rate":11}""", "rate is a number from 0 to 10, not '11'")]
    [InlineData("""{"pace":1}""", "no parameter 'pace'")]
    public void A_setting_that_does_not_fit_is_named(string json, string words)
    {
        var taken = HyperParameterSchema.TryRead(JsonElement.Parse(json), out var texts, out var problem)
            && s_card.TrySettle(null, texts, out _, out problem);

        Assert.False(taken);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }
}
