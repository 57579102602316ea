using GeoCore.Encoding.Positional;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Experiments;
using Learners.LocationEncoding.Features;
using Learners.Torch.Training;

namespace Learners.Tests.Experiments;

public class HyperParameterTableTests
{
    [Theory]
    [InlineData("checkerboard")]
    [InlineData("land-ocean")]
    [InlineData("inat2018")]
    public void Every_row_is_a_setting_of_the_learner_with_the_features_the_encoder_should_have(string data)
    {
        foreach (var encoder in HyperParameterTable.Encoders)
        {
            foreach (var network in HyperParameterTable.Networks)
            {
                var row = HyperParameterTable.Row(data, encoder, network);

                Assert.True(LocationEncoderCard.Instance.TrySettle(null, row, out var values, out var problem), problem);
                var scales = values.Integer("scales");
                var expected = encoder switch
                {
                    PositionalEncodings.Direct => 2,
                    PositionalEncodings.Cartesian3D => 3,
                    PositionalEncodings.Wrap => 4,
                    PositionalEncodings.Grid => 4 * scales,
                    PositionalEncodings.Theory or PositionalEncodings.SphereC => 6 * scales,
                    PositionalEncodings.SphereCPlus => 12 * scales,
                    PositionalEncodings.SphereM => 10 * scales,
                    PositionalEncodings.SphereMPlus => 16 * scales,
                    _ => values.Integer("degrees") * values.Integer("degrees"),
                };
                Assert.Equal(expected, EncodingSettings.Encoding(values).Dimension);
            }
        }
    }

    [Fact]
    public void A_row_holds_the_figures_of_the_configuration_file()
    {
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["encoder"] = "spherem",
                ["network"] = "siren",
                ["variant"] = "reference",
                ["scales"] = "16",
                ["minimum-radius"] = "10",
                ["maximum-radius"] = "360",
                ["hidden-width"] = "96",
                ["layers"] = "1",
                ["learning-rate"] = "0.0005520939034248",
                ["weight-decay"] = "0.0004484492211757",
            },
            HyperParameterTable.Row("checkerboard", "spherem", "siren"));
        Assert.Equal("10", HyperParameterTable.Row("inat2018", "grid", "fcnet")["maximum-radius"]);
        Assert.Equal("15", HyperParameterTable.Row("land-ocean", "sphericalharmonics", "fcnet")["degrees"]);
    }

    [Fact]
    public void A_row_that_does_not_exist_is_refused_by_name()
    {
        Assert.Contains("dfs", Assert.Throws<KeyNotFoundException>(() => HyperParameterTable.Row("checkerboard", "dfs", "siren")).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => HyperParameterTable.Row("era5", "grid", "siren"));
    }

    [Theory]
    [InlineData("dfs", "variant", "reference")]
    [InlineData("grid", "maximum-radius", "0.01")]
    public void Settings_of_an_encoder_that_do_not_go_together_are_refused(string encoder, string name, string value)
    {
        Assert.True(LocationEncoderCard.Instance.TrySettle(
            null, new Dictionary<string, string> { ["encoder"] = encoder, [name] = value }, out var values, out _));

        Assert.Contains(encoder, Assert.Throws<TrainingException>(() => EncodingSettings.Encoding(values)).Message, StringComparison.Ordinal);
    }
}
