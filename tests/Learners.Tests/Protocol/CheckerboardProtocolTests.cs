using System.Text.Json;
using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Protocol;

public class CheckerboardProtocolTests
{
    private static readonly CheckerboardProtocol s_protocol = new(200);

    [Fact]
    public void Centres_and_their_classes_are_those_of_the_reference()
    {
        var golden = Golden.Read("checkerboard.json").GetProperty("centres").EnumerateArray().Select(row => row.Numbers()).ToArray();

        Assert.Equal(golden.Length, s_protocol.Board.Longitudes.Count);
        for (var i = 0; i < golden.Length; i++)
        {
            Assert.Equal(golden[i][0], s_protocol.Board.Longitudes[i], 1e-9);
            Assert.Equal(golden[i][1], s_protocol.Board.Latitudes[i], 1e-9);
            Assert.Equal((int)golden[i][2], s_protocol.Board.ClassOf(i));
        }
    }

    [Theory]
    [InlineData("train_seed0")]
    [InlineData("valid_seed1")]
    [InlineData("test_grid")]
    public void Places_and_labels_are_those_of_the_reference(string name)
    {
        var golden = Golden.Read("checkerboard.json").GetProperty(name);
        var places = name switch
        {
            "train_seed0" => s_protocol.Training,
            "valid_seed1" => s_protocol.Validation,
            _ => s_protocol.Test,
        };

        Assert.Equal(golden.GetProperty("n").GetInt32(), places.Count);
        var histogram = Enumerable.Range(0, Checkerboard.Classes).Select(c => (long)places.Classes.Count(label => label == c));
        Assert.Equal(golden.GetProperty("label_histogram").Integers(), histogram);
        Assert.Equal(golden.GetProperty("label_sum").GetInt64(), places.Classes.Sum());
        Assert.Equal(golden.GetProperty("weighted_checksum").GetInt64(), places.Classes.Select((label, i) => (long)label * (i % 97)).Sum());
        AssertRows(golden.GetProperty("first"), places, 0);
        AssertRows(golden.GetProperty("last"), places, places.Count - golden.GetProperty("last").GetArrayLength());
    }

    [Fact]
    public void The_sweep_of_resolutions_has_the_distances_of_the_reference()
    {
        Assert.All(Golden.Read("checkerboard.json").GetProperty("resolution_sweep").EnumerateArray(), row =>
            Assert.Equal(
                row.GetProperty("mean_nn_deg").GetDouble(), new Checkerboard(row.GetProperty("num_support").GetInt32()).MeanSpacing, 1e-8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void An_odd_board_or_none_is_refused(int centres) => Assert.Throws<ArgumentOutOfRangeException>(() => new Checkerboard(centres));

    private static void AssertRows(JsonElement rows, LabelledPlaces places, int start)
    {
        foreach (var (row, i) in rows.EnumerateArray().Select((row, i) => (row.Numbers(), start + i)))
        {
            Assert.Equal(row[0], places.Longitudes[i], 1e-9);
            Assert.Equal(row[1], places.Latitudes[i], 1e-9);
            Assert.Equal((int)row[2], places.Classes[i]);
        }
    }
}
