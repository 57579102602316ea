using GeoCore.Encoding.Posterior;

namespace GeoCore.Tests.Encoding.Posterior;

public sealed class LaplaceFitTests
{
    private const double Prior = 0.7;

    [Fact]
    public void With_Gaussian_noise_the_posterior_is_that_of_Bayesian_linear_regression()
    {
        // one input and a bias: (Σ x̃ x̃ᵀ / σ² + τ I)⁻¹ is written down by hand
        const double noise = 0.25;
        float[] places = [-1.5f, -0.25f, 0.5f, 2];
        var fit = new LaplaceFit(1, true, 1);
        foreach (var place in places)
            fit.AddCurvature([place], 1 / noise);
        var posterior = fit.Solve(Prior);
        double a = places.Sum(x => (double)x * x / noise) + Prior, b = places.Sum(x => (double)x / noise), d = (places.Length / noise) + Prior;
        foreach (var x in new[] { -3.0, 0, 0.1, 7 })
        {
            var expected = ((d * x * x) - (2 * b * x) + a) / ((a * d) - (b * b));
            Assert.Equal(expected, Spread(posterior, [x, 1]), 1e-12 * expected);
        }
    }

    [Fact]
    public void With_Gaussian_noise_the_evidence_is_the_density_of_the_answers_with_the_weights_integrated_out()
    {
        // y = w x with noise: the answers are Gaussian with the covariance σ² I + x xᵀ / τ, whose density is written down by hand
        const double noise = 0.25;
        double[] x = [-1.5, -0.25, 0.5, 2], y = [-1, 0.1, 0.2, 1.5];
        var fit = new LaplaceFit(1, false, 1);
        foreach (var place in x)
            fit.AddCurvature([(float)place], 1 / noise);
        double xx = x.Sum(v => v * v), xy = x.Zip(y, (a, b) => a * b).Sum(), yy = y.Sum(v => v * v);
        double Exact(double prior) => -0.5 * (Math.Log(1 + (xx / (noise * prior))) + ((yy - (xy * xy / (xx + (noise * prior)))) / noise));
        double Ours(double prior)
        {
            var best = xy / (xx + (noise * prior));
            return fit.LogEvidence(prior, fit.Solve(prior), [best]) - (y.Zip(x, (b, a) => Math.Pow(b - (best * a), 2)).Sum() / (2 * noise));
        }

        foreach (var prior in new[] { 0.01, 0.3, 5, 1000 })
            Assert.Equal(Exact(prior), Ours(prior), 1e-9);
    }

    [Fact]
    public void Two_classes_have_the_evidence_of_the_one_logit_that_is_their_difference()
    {
        var (places, weights, trained) = Random(places: 12, hidden: 3, outputs: 2, seed: 2);
        LaplaceFit two = new(3, true, 2), one = new(3, true, 1);
        double[] difference = [.. Enumerable.Range(0, 4).Select(i => trained[4 + i] - trained[i])];
        for (var i = 0; i < places.Length; i++)
        {
            var logits = Logits(places[i], trained, 2);
            two.Add(places[i], logits, weights[i]);
            one.Add(places[i], [logits[1] - logits[0]], weights[i]);
        }

        foreach (var prior in new[] { 0.01, Prior, 30 })
            Assert.Equal(one.LogEvidence(prior, one.Solve(prior), difference), two.LogEvidence(2 * prior, two.Solve(2 * prior), trained), 1e-5);
    }

    [Fact]
    public void The_precision_of_one_logit_is_the_numeric_Hessian_of_its_negative_log_posterior()
    {
        var (places, weights, trained) = Random(places: 9, hidden: 3, outputs: 1, seed: 1);
        var fit = new LaplaceFit(3, true, 1);
        for (var i = 0; i < places.Length; i++)
            fit.Add(places[i], Logits(places[i], trained, 1), weights[i]);
        var hessian = NumericHessian(trained, w => places.Select((x, i) => weights[i] * SoftPlus(Logit(x, w, 1, 0))).Sum() + (Prior / 2 * w.Sum(v => v * v)));
        var expected = SymmetricSystem.Inverse(hessian, 4);
        AssertCovariance(expected, fit.Solve(Prior), 1e-5);
    }

    [Fact]
    public void Two_classes_are_as_uncertain_as_the_one_logit_that_is_their_difference()
    {
        var (places, weights, trained) = Random(places: 12, hidden: 3, outputs: 2, seed: 2);
        LaplaceFit two = new(3, true, 2), one = new(3, true, 1);
        for (var i = 0; i < places.Length; i++)
        {
            var logits = Logits(places[i], trained, 2);
            two.Add(places[i], logits, weights[i]);
            one.Add(places[i], [logits[1] - logits[0]], weights[i]);
        }

        LastLayerPosterior several = two.Solve(2 * Prior), binary = one.Solve(Prior);
        double[] place = [0.3, -2, 1, 1];
        var (mean, factor) = several.OddsOf([0.4f, 1.9f], 1);
        Assert.Equal(1.5, mean, 1e-6);

        // the floor under classes that never occur moves the variance by its own share
        Assert.Equal(Spread(binary, place), factor * Spread(several, place), 2e-4 * Spread(binary, place));
    }

    [Fact]
    public void The_covariance_of_one_place_in_many_classes_is_the_inverse_of_the_numeric_Hessian_where_classes_differ()
    {
        const int outputs = 3;
        var (places, _, trained) = Random(places: 1, hidden: 1, outputs, seed: 3);
        var fit = new LaplaceFit(1, false, outputs);
        fit.Add(places[0], LogitsWithoutBias(places[0], trained, outputs), 5);
        var tiny = 1e-9;
        var posterior = fit.Solve(tiny);
        double[] weights = trained[..outputs];
        var x = (double)places[0][0];
        var hessian = NumericHessian(weights, w => 5 * (Math.Log(w.Sum(v => Math.Exp(v * x))) - (w[0] * x)));

        // adding one number to all logits changes nothing: that direction is fixed before the inverse is taken and has no part in the difference
        var fixedHessian = hessian.Select((value, i) => value + 1).ToArray();
        var inverse = SymmetricSystem.Inverse(fixedHessian, outputs);
        double[] difference = [1, -0.25, -0.75];
        var expected = x * x * Quadratic(inverse, difference);
        var actual = Spread(posterior, [x]) * Quadratic([.. posterior.Classes], difference);
        Assert.Equal(expected, actual, 1e-3 * expected);
    }

    [Fact]
    public void The_odds_against_the_rest_follow_the_logits_as_the_numeric_gradient_says()
    {
        const int outputs = 4;
        double[] classes = [.. Enumerable.Range(0, outputs * outputs).Select(i => i % 5 == 0 ? 1.0 + (i / 5) : 0)];
        var posterior = new LastLayerPosterior(1, [1], outputs, classes);
        float[] logits = [0.2f, -1, 2, 0.5f];
        var (mean, factor) = posterior.OddsOf(logits, 3);
        double Odds(IReadOnlyList<double> z) => z[3] - Math.Log(Math.Exp(z[0]) + Math.Exp(z[1]) + Math.Exp(z[2]));
        double[] start = [.. logits.Select(z => (double)z)];
        Assert.Equal(Odds(start), mean, 1e-6);
        var expected = Enumerable.Range(0, outputs).Sum(i => (1 + i) * Math.Pow((Odds(Moved(start, i, 1e-5)) - Odds(Moved(start, i, -1e-5))) / 2e-5, 2));
        Assert.Equal(expected, factor, 1e-6);
    }

    [Fact]
    public void More_places_and_a_narrower_prior_leave_less_uncertainty()
    {
        var (places, _, trained) = Random(places: 40, hidden: 3, outputs: 1, seed: 4);
        LaplaceFit few = new(3, true, 1), many = new(3, true, 1);
        for (var i = 0; i < places.Length; i++)
        {
            many.Add(places[i], Logits(places[i], trained, 1), 1);
            if (i < 10)
                few.Add(places[i], Logits(places[i], trained, 1), 1);
        }

        double[] place = [0.5, 0.5, -1, 1];
        Assert.True(Spread(many.Solve(1), place) < Spread(few.Solve(1), place));
        Assert.True(Spread(few.Solve(10), place) < Spread(few.Solve(1), place));
    }

    [Fact]
    public void A_class_that_never_occurs_and_a_place_beyond_doubt_leave_a_finite_posterior()
    {
        var fit = new LaplaceFit(2, true, 3);
        fit.Add([1, 2], [100, 0, -100], 1);
        var posterior = fit.Solve(1);
        Assert.All(posterior.Classes, value => Assert.True(double.IsFinite(value)));
        Assert.True(double.IsFinite(posterior.OddsOf([100, 0, -100], 2).VarianceFactor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_prior_without_a_precision_is_refused(double precision) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LaplaceFit(1, true, 1).Solve(precision));

    [Fact]
    public void Mean_and_deviation_of_an_uncertain_probability_are_those_of_a_fine_integral()
    {
        foreach (var deviation in new[] { 0, 0.01, 0.5, 2, 4 })
        {
            foreach (var mean in new[] { -6, -1, 0, 0.3, 4.0 })
            {
                var (expectedMean, expectedDeviation) = Integral(mean, deviation);
                var (actualMean, actualDeviation) = UncertainProbability.Of(mean, deviation);
                Assert.Equal(expectedMean, actualMean, 1e-5);
                Assert.Equal(expectedDeviation, actualDeviation, 1e-5);
            }
        }

        Assert.InRange(UncertainProbability.Of(0, 1e6).Deviation, 0.4, 0.5);
        Assert.True(double.IsNaN(UncertainProbability.Of(double.NaN, 1).Deviation));
    }

    private static (double Mean, double Deviation) Integral(double mean, double deviation)
    {
        const int nodes = 20001;
        double weight = 0, first = 0, second = 0;
        for (var i = 0; i < nodes; i++)
        {
            var x = (16.0 * i / (nodes - 1)) - 8;
            var density = Math.Exp(-x * x / 2);
            var probability = 1 / (1 + Math.Exp(-(mean + (deviation * x))));
            weight += density;
            first += density * probability;
            second += density * probability * probability;
        }

        return (first / weight, Math.Sqrt(Math.Max(0, (second / weight) - (first * first / weight / weight))));
    }

    private static (float[][] Places, double[] Weights, double[] Trained) Random(int places, int hidden, int outputs, int seed)
    {
        var random = new Random(seed);
        float[][] inputs = [.. Enumerable.Range(0, places).Select(_ => Enumerable.Range(0, hidden).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
        return (inputs, [.. inputs.Select(_ => 0.5 + random.NextDouble())], [.. Enumerable.Range(0, outputs * (hidden + 1)).Select(_ => (2 * random.NextDouble()) - 1)]);
    }

    private static double Logit(float[] place, double[] weights, int outputs, int output)
    {
        var start = output * weights.Length / outputs;
        return weights[start + place.Length] + place.Select((x, k) => weights[start + k] * x).Sum();
    }

    private static float[] Logits(float[] place, double[] weights, int outputs) => [.. Enumerable.Range(0, outputs).Select(output => (float)Logit(place, weights, outputs, output))];

    private static float[] LogitsWithoutBias(float[] place, double[] weights, int outputs) => [.. Enumerable.Range(0, outputs).Select(output => (float)(weights[output] * place[0]))];

    private static double SoftPlus(double z) => Math.Log(1 + Math.Exp(z));

    private static double[] Moved(IReadOnlyList<double> values, int index, double step) => [.. values.Select((value, i) => i == index ? value + step : value)];

    private static double[] NumericHessian(double[] at, Func<double[], double> function)
    {
        const double step = 1e-4;
        var hessian = new double[at.Length * at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            for (var j = 0; j < at.Length; j++)
            {
                double F(int a, int b) => function(Moved(Moved(at, i, a * step), j, b * step));
                hessian[(i * at.Length) + j] = (F(1, 1) - F(1, -1) - F(-1, 1) + F(-1, -1)) / (4 * step * step);
            }
        }

        return hessian;
    }

    private static void AssertCovariance(double[] expected, LastLayerPosterior posterior, double tolerance)
    {
        var random = new Random(5);
        for (var trial = 0; trial < 5; trial++)
        {
            double[] place = [.. Enumerable.Range(0, posterior.Weights).Select(_ => (2 * random.NextDouble()) - 1)];
            var variance = Quadratic(expected, place);
            Assert.Equal(variance, Spread(posterior, place), tolerance * variance);
        }
    }

    private static double Quadratic(double[] matrix, double[] vector) =>
        vector.Select((x, i) => x * vector.Select((y, j) => y * matrix[(i * vector.Length) + j]).Sum()).Sum();

    private static double Spread(LastLayerPosterior posterior, double[] place)
    {
        var sum = 0.0;
        for (var row = 0; row < place.Length; row++)
        {
            var projected = place.Select((x, k) => x * posterior.Factor[(row * place.Length) + k]).Sum();
            sum += projected * projected;
        }

        return sum;
    }
}
