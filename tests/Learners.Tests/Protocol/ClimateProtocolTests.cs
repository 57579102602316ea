using Learners.LocationEncoding.Data.Climate;
using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Protocol;

public class ClimateProtocolTests
{
    [Fact]
    public void Sets_are_the_parts_of_one_permutation_and_values_run_from_0_to_1()
    {
        var values = Enumerable.Range(0, 1000).Select(i => 200.0 + i).ToArray();
        var fields = new ClimateFields(
            [.. values.Select(v => v / 10)], [.. values.Select(_ => 0.0)], [new("a", "a", "K", values), new("b", "b", "", [.. values.Select(v => -v)])]);
        var protocol = ClimateProtocol.Of(fields);

        Assert.Equal((10, 50, 940), (protocol.Training.Count, protocol.Validation.Count, protocol.Test.Count));
        var first = new LegacyRandom(0).Permutation(1000)[0];
        Assert.Equal(fields.Longitudes[first], protocol.Training.Longitudes[0]);
        Assert.Equal([first / 999.0, 1 - first / 999.0], protocol.Training.Values[..2], (a, b) => Math.Abs(a - b) < 1e-12);
        var all = protocol.Training.Longitudes.Concat(protocol.Validation.Longitudes).Concat(protocol.Test.Longitudes);
        Assert.Equal(fields.Longitudes, all.Order());
    }

    [Fact]
    public void A_field_without_differences_is_refused_by_name()
    {
        var fields = new ClimateFields(new double[200], new double[200], [new("tp", "rain", "m", new double[200])]);

        Assert.Contains("tp", Assert.Throws<InvalidDataException>(() => ClimateProtocol.Of(fields)).Message, StringComparison.Ordinal);
    }
}
