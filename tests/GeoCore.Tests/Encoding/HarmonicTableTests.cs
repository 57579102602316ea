using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>Tables for grids, blocks and consumers give the features of the points.</summary>
public class HarmonicTableTests
{
    private static readonly double[] s_longitudes = [-180, -90.5, 0, 33.25, 179.9];
    private static readonly double[] s_latitudes = [90, 60.25, 0, -12, -90, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -89.99];

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public void Legendre_times_azimuth_is_the_feature(int degrees)
    {
        var harmonics = new SphericalHarmonics(degrees, HarmonicConvention.SatClip);
        var columns = s_longitudes.Length;
        double[] cos = new double[degrees * columns], sin = new double[degrees * columns], table = new double[harmonics.LegendreLength];
        float[] cosFloat = new float[cos.Length], sinFloat = new float[sin.Length], tables = new float[s_latitudes.Length * table.Length];
        harmonics.FillAzimuth(s_longitudes, cos, sin);
        harmonics.FillAzimuth(s_longitudes, cosFloat, sinFloat);
        harmonics.FillLegendre(s_latitudes, tables);
        Differences.Below(6e-8, cos, Differences.Doubles(cosFloat));
        Differences.Below(6e-8, sin, Differences.Doubles(sinFloat));
        double[] expected = new double[harmonics.Dimension], product = new double[harmonics.Dimension];
        for (var row = 0; row < s_latitudes.Length; row++)
        {
            harmonics.FillLegendre(s_latitudes[row], table);
            Differences.Below(1e-6, table, Differences.Doubles(tables.AsSpan(row * table.Length, table.Length)));
            for (var column = 0; column < columns; column++)
            {
                harmonics.Evaluate(s_longitudes[column], s_latitudes[row], expected);
                for (var m = 0; m < degrees; m++)
                {
                    for (var l = m; l < degrees; l++)
                    {
                        var value = table[harmonics.LegendreOffset(m) + l - m];
                        product[SphericalHarmonics.Index(l, -m)] = value * sin[(m * columns) + column];
                        product[SphericalHarmonics.Index(l, m)] = value * cos[(m * columns) + column];
                    }
                }

                Differences.Below(2e-14, expected, product);
            }
        }
    }

    [Fact]
    public void A_row_in_single_precision_is_the_rounded_row()
    {
        var harmonics = new SphericalHarmonics(30);
        var exact = new double[harmonics.LegendreLength];
        var rounded = new float[harmonics.LegendreLength];
        harmonics.FillLegendre(-67.5, exact);
        harmonics.FillLegendre(-67.5, rounded);
        Assert.Equal(exact.Select(value => (float)value), rounded);
    }

    [Fact]
    public void A_consumer_sees_every_place_once_and_in_order()
    {
        var harmonics = new SphericalHarmonics(7);
        var (longitudes, latitudes) = Places.Random(70, 2);
        var rows = new float[70 * 49];
        harmonics.Encode(longitudes, latitudes, rows);
        for (var count = 0; count <= 70; count++)
        {
            var collector = new Collector(new float[count * 49]);
            harmonics.ForEachBlock(longitudes.AsSpan(0, count), latitudes.AsSpan(0, count), new float[harmonics.BlockLength], ref collector, TestContext.Current.CancellationToken);
            Assert.Equal(rows.AsSpan(0, count * 49), collector.Rows);
        }
    }

    [Fact]
    public void Very_high_degrees_have_the_same_block_and_tables()
    {
        var harmonics = new SphericalHarmonics(1905);
        var block = new float[harmonics.BlockLength];
        var table = new double[harmonics.LegendreLength];
        var tables = new double[harmonics.LegendreLength * 16];
        var expected = new double[harmonics.Dimension];
        harmonics.EvaluateBlock([0.0, 10.0], [68.4, -20.0], block);
        harmonics.FillLegendreBlock([-20.0, 68.4], tables);
        harmonics.FillLegendre(68.4, table);
        harmonics.Evaluate(10, -20, expected);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], block[(k * 16) + 1], 2e-6);
        }

        for (var k = 0; k < table.Length; k++)
        {
            Assert.Equal(table[k], tables[(k * 16) + 1]);
        }
    }

    private readonly ref struct Collector(Span<float> rows) : IHarmonicBlockConsumer
    {
        public ReadOnlySpan<float> Rows => _rows;

        private readonly Span<float> _rows = rows;

        public void Consume(int firstPoint, int count, ReadOnlySpan<float> features)
        {
            for (var lane = 0; lane < count; lane++)
            {
                for (var k = 0; k < 49; k++)
                {
                    _rows[((firstPoint + lane) * 49) + k] = features[(k * 16) + lane];
                }
            }
        }
    }
}
