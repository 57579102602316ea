using GeoCore.Raster;
using GeoCore.Raster.Expressions;

namespace GeoCore.Tests.Raster.Expressions;

public class BandExpressionTests
{
    /// <summary>With b1 = 3, b2 = 2, b3 nodata; NaN stands for nodata. The values are worked out by hand.</summary>
    [Theory]
    [InlineData("b1", 3)]
    [InlineData("(b1-b2)/(b1+b2)", 0.2)]
    [InlineData("b1 + b2 * 2", 7)]
    [InlineData("b1 - b2 - 1", 0)]
    [InlineData("12 / b1 / b2", 2)]
    [InlineData("b2 ^ b1 ^ 2", 512)]
    [InlineData("-b2 ^ 2", -4)]
    [InlineData("2 ^ -b2", 0.25)]
    [InlineData("7 % b1", 1)]
    [InlineData("-7 % b1", -1)]
    [InlineData("1e2 + .5 + 2.E-1", 100.7)]
    [InlineData("b1 > b2", 1)]
    [InlineData("b1 <= b2", 0)]
    [InlineData("b1 == 3 & b2 != 2", 0)]
    [InlineData("b1 == 3 | b2 != 2", 1)]
    [InlineData("0 | 1 & 0", 0)]
    [InlineData("b1 > 2 & b2 < 3", 1)]
    [InlineData("1 + 1 < 3", 1)]
    [InlineData("!b1", 0)]
    [InlineData("!(b1 - 3)", 1)]
    [InlineData("!0 + 1", 2)]
    [InlineData("--b1", 3)]
    [InlineData("+b1", 3)]
    [InlineData("where(b1 > b2, 10, 20)", 10)]
    [InlineData("where(b1 < b2, b3, 20)", 20)]
    [InlineData("where(b1 > b2, b3, 20)", double.NaN)]
    [InlineData("where(b3, 1, 2)", double.NaN)]
    [InlineData("min(b1, b2) + max(b1, b2)", 5)]
    [InlineData("abs(b2 - b1)", 1)]
    [InlineData("sqrt(b1 + 1)", 2)]
    [InlineData("log(exp(b1))", 3)]
    [InlineData("log10(1000)*b1", 9)]
    [InlineData("clamp(b1, 0, 1) + clamp(b1, 5, 6) + clamp(b1, 1, 4)", 9)]
    [InlineData("isnodata(b3) + isnodata(b1)", 1)]
    [InlineData("where(isnodata(b3), -1, b3)", -1)]
    [InlineData("b1 + b3", double.NaN)]
    [InlineData("b3 == b3", double.NaN)]
    [InlineData("b3 ^ 0", double.NaN)]
    [InlineData("1 ^ b3", double.NaN)]
    [InlineData("min(b1, b3)", double.NaN)]
    [InlineData("!b3", double.NaN)]
    [InlineData("b3 | 1", double.NaN)]
    [InlineData("b1 / 0", double.NaN)]
    [InlineData("0 * b1 / 0", double.NaN)]
    [InlineData("log(-b1)", double.NaN)]
    [InlineData("sqrt(-1)", double.NaN)]
    [InlineData("exp(1000)", double.NaN)]
    public void A_formula_has_its_value(string text, double expected)
    {
        var expression = BandExpression.Parse(text);
        var bands = new PixelBuffer<float>(Math.Max(expression.Bands.Count, 1), 5, 1);
        for (var i = 0; i < expression.Bands.Count; i++)
            bands.Band(i).Fill(expression.Bands[i] switch { 1 => 3, 2 => 2, _ => float.NaN });
        var result = new PixelBuffer<float>(1, 5, 1);
        expression.Evaluate(bands, result);

        Assert.All(result.Values.ToArray(), value =>
        {
            if (double.IsNaN(expected))
                Assert.True(float.IsNaN(value));
            else
                Assert.Equal(expected, value, 1e-5 * Math.Max(1, Math.Abs(expected)));
        });
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("b1 +", 4)]
    [InlineData("b1 b2", 3)]
    [InlineData("(b1", 3)]
    [InlineData("b1)", 2)]
    [InlineData("b0 + b1", 0)]
    [InlineData("b65", 0)]
    [InlineData("b1 + c2", 5)]
    [InlineData("system(1)", 0)]
    [InlineData("where(b1, 2)", 11)]
    [InlineData("min(b1)", 6)]
    [InlineData("abs(b1, 2)", 6)]
    [InlineData("abs b1", 4)]
    [InlineData("1.2.3", 0)]
    [InlineData("1e99", 0)]
    [InlineData("1e", 1)]
    [InlineData("b1 < b2 < b3", 8)]
    [InlineData("b1;;b2", 3)]
    [InlineData("b1 = 2", 3)]
    [InlineData("b1 + \u00a0b2", 5)]
    [InlineData("b1.x", 2)]
    [InlineData("b1[0]", 2)]
    public void What_is_no_formula_is_refused_with_the_place(string text, int position)
    {
        var fault = Assert.Throws<ExpressionException>(() => BandExpression.Parse(text));

        Assert.Equal(position, fault.Position);
    }

    [Fact]
    public void Length_operations_and_depth_are_bounded()
    {
        Assert.Equal(BandExpression.LongestText, Assert.Throws<ExpressionException>(() => BandExpression.Parse("b1" + new string(' ', 511))).Position);
        BandExpression.Parse("b1" + string.Concat(Enumerable.Repeat("+b1", BandExpression.MostOperations)));
        Assert.Contains("64 operations", Assert.Throws<ExpressionException>(() => BandExpression.Parse("b1" + string.Concat(Enumerable.Repeat("+b1", BandExpression.MostOperations + 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("deep", Assert.Throws<ExpressionException>(() => BandExpression.Parse(new string('(', 512))).Message, StringComparison.Ordinal);
        Assert.Contains("deep", Assert.Throws<ExpressionException>(() => BandExpression.Parse(new string('+', 512))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Planes_are_separated_and_bands_are_listed_once()
    {
        var expression = BandExpression.Parse("b7 - b2; b2 ;1 + b7");

        Assert.Equal("b7-b2;b2;1+b7", expression.Text);
        Assert.Equal(["b7-b2", "b2", "1+b7"], expression.Planes);
        Assert.Equal([2, 7], expression.Bands);
        var bands = new PixelBuffer<float>(2, 1, 1);
        (bands.Values[0], bands.Values[1]) = (20, 70);
        var results = new PixelBuffer<float>(3, 1, 1);
        expression.Evaluate(bands, results);
        Assert.Equal([50, 20, 71], results.Values.ToArray());
    }

    /// <summary>Random formulas on random values with holes, at every length around the blocks and vectors.</summary>
    [Fact]
    public void Vectors_say_what_single_numbers_say()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 400; trial++)
        {
            var expression = BandExpression.Parse(Formula(random, 4));
            var width = trial < 70 ? trial : random.Next(1, 700);
            var bands = new PixelBuffer<float>(3, Math.Max(width, 1), 1);
            foreach (ref var value in bands.Values)
                value = random.Next(9) == 0 ? float.NaN : (float)((random.NextDouble() * 20) - 10);
            var results = new PixelBuffer<float>(1, Math.Max(width, 1), 1);
            expression.Evaluate(bands, results);
            var operands = new float[expression.Bands.Count];
            for (var i = 0; i < results.Width; i++)
            {
                for (var band = 0; band < operands.Length; band++)
                    operands[band] = bands.Band(band)[i];
                var expected = expression.EvaluateScalar(0, operands);
                var value = results.Values[i];
                Assert.True(
                    float.IsNaN(expected) ? float.IsNaN(value) : Math.Abs(value - expected) <= 1e-4 * Math.Max(1, Math.Abs(expected)),
                    $"{expression.Text} at {string.Join(", ", operands)}: {value} instead of {expected}");
            }
        }
    }

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        var expression = BandExpression.Parse("where(b1 > 0, (b1 - b2) / (b1 + b2), sqrt(abs(b2)))");
        PixelBuffer<float> bands = new(2, 256, 256), results = new(1, 256, 256);
        expression.Evaluate(bands, results);
        var before = GC.GetAllocatedBytesForCurrentThread();
        expression.Evaluate(bands, results);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Without steps that turn a rounding into another number: comparisons, remainders, powers of large numbers.</summary>
    private static string Formula(Random random, int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
            return random.Next(4) switch { 0 => "b1", 1 => "b2", 2 => "b3", _ => FormattableString.Invariant($"{random.Next(1, 5)}.25") };
        string Inner() => Formula(random, depth - 1);
        return random.Next(14) switch
        {
            0 => $"({Inner()}+{Inner()})",
            1 => $"({Inner()}-{Inner()})",
            2 => $"min({Inner()},3)*b1",
            3 => $"{Inner()}/7",
            4 => $"-({Inner()})",
            5 => $"abs({Inner()})",
            6 => $"sqrt(abs({Inner()})+1)",
            7 => $"log(abs({Inner()})+1)",
            8 => $"log10(abs({Inner()})+1)",
            9 => $"exp(min({Inner()},2))",
            10 => $"where(b1>b2,{Inner()},{Inner()})",
            11 => $"clamp({Inner()},-5,5)",
            12 => $"isnodata(b2)+!(b3>1)&b1|{Inner()}*0",
            _ => $"max({Inner()},b3%2)",
        };
    }
}
