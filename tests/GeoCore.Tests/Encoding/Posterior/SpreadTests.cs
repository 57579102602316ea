using GeoCore.Encoding;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Posterior;

namespace GeoCore.Tests.Encoding.Posterior;

public sealed class SpreadTests
{
    [Theory]
    [InlineData("siren", 1, 1)]
    [InlineData("siren", 2, 1)]
    [InlineData("siren", 2, 4)]
    [InlineData("fcnet", 0, 3)]
    [InlineData("linear", 0, 2)]
    public void The_kernels_give_the_spread_that_the_scalar_twin_gives_at_places_and_on_grids(string network, int layers, int outputs)
    {
        var encoder = Encoder(network, layers, outputs);
        var posterior = Posterior(encoder);
        var spread = new LocationEncoder(encoder.Encoding, encoder.Network.WithSpread(posterior), OutputKind.Regression);
        Assert.Equal(1, spread.OutputCount);
        var (longitudes, latitudes) = RandomNetworks.Places(70, 3);
        var twin = new double[70];
        spread.Evaluate(longitudes, latitudes, twin);
        var kernel = new float[70];
        spread.Evaluate(longitudes, latitudes, kernel, TestContext.Current.CancellationToken);
        for (var i = 0; i < 70; i++)
            Assert.Equal(twin[i], kernel[i], 2e-4);

        var grid = new float[6 * 70];
        spread.EvaluateGrid(longitudes, latitudes.AsMemory(0, 6), grid, cancellationToken: TestContext.Current.CancellationToken);
        var row = new double[70];
        for (var i = 0; i < 6; i++)
        {
            spread.Evaluate(longitudes, Enumerable.Repeat(latitudes[i], 70).ToArray(), row);
            for (var j = 0; j < 70; j++)
                Assert.Equal(row[j], grid[(i * 70) + j], 2e-4);
        }
    }

    [Fact]
    public void The_spread_is_the_variance_of_logits_whose_weights_are_drawn_from_the_posterior()
    {
        var encoder = Encoder("siren", 2, 1);
        var posterior = Posterior(encoder);
        var hidden = new LocationEncoder(encoder.Encoding, encoder.Network.WithoutLast(), OutputKind.Regression);
        var (longitudes, latitudes) = RandomNetworks.Places(5, 4);
        var outputs = new double[5 * hidden.OutputCount];
        hidden.Evaluate(longitudes, latitudes, outputs);
        var logVariance = new double[5];
        new LocationEncoder(encoder.Encoding, encoder.Network.WithSpread(posterior), OutputKind.Regression).Evaluate(longitudes, latitudes, logVariance);
        var random = new Random(6);
        const int draws = 20_000;
        var squares = new double[5];
        for (var draw = 0; draw < draws; draw++)
        {
            var weights = Draw(posterior, random);
            for (var place = 0; place < 5; place++)
            {
                var logit = weights[^1] + Enumerable.Range(0, hidden.OutputCount).Sum(k => weights[k] * outputs[(place * hidden.OutputCount) + k]);
                squares[place] += logit * logit / draws;
            }
        }

        for (var place = 0; place < 5; place++)
            Assert.Equal(Math.Exp(logVariance[place]), squares[place], 0.05 * squares[place]);
    }

    [Fact]
    public void A_posterior_of_another_network_is_refused()
    {
        var posterior = Posterior(Encoder("siren", 2, 1));
        Assert.Throws<ArgumentException>(() => Encoder("siren", 2, 3).Network.WithSpread(posterior));
        Assert.Throws<ArgumentException>(() => Encoder("fcnet", 0, 1).Network.WithSpread(posterior));
        Assert.Throws<InvalidOperationException>(() => Encoder("linear", 0, 1).Network.WithoutLast());
    }

    [Fact]
    public void A_search_finds_a_prior_and_says_what_held_out_places_think_of_the_posterior()
    {
        var encoder = Encoder("siren", 2, 1);
        var random = new Random(7);
        WeightedPlaces Draw(int count, int seed)
        {
            var (longitudes, latitudes) = RandomNetworks.Places(count, seed);
            return new WeightedPlaces(longitudes, latitudes, [.. longitudes.Select(_ => random.Next(2))], [.. longitudes.Select(_ => 1.0)]);
        }

        // labels by the throw of a coin: every certainty of the trained weights is wrong, so a wide posterior must do better than they do
        var choice = new PosteriorSearch(encoder).Run(Draw(200, 8), Draw(200, 9), TestContext.Current.CancellationToken);
        Assert.True(choice.LogLoss < choice.TrainedLogLoss);
        Assert.Contains(choice.PriorPrecision, PosteriorSearch.Priors);
        Assert.Throws<ArgumentException>(() => new PosteriorSearch(encoder).Run(Draw(0, 1), Draw(10, 1), TestContext.Current.CancellationToken));
    }

    internal static LocationEncoder Encoder(string network, int layers, int outputs)
    {
        const int degrees = 5;
        var shape = new NetworkShape(network, degrees * degrees, 19, layers, outputs);
        return new LocationEncoder(new SphericalHarmonics(degrees), RandomNetworks.Build(shape, 2, 3), outputs == 1 ? OutputKind.Binary : OutputKind.Categorical);
    }

    internal static LastLayerPosterior Posterior(LocationEncoder encoder)
    {
        var fit = new LaplaceFit(encoder.Network.HiddenOutputs, encoder.Network.HasBias, encoder.OutputCount);
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            fit.Add(
                [.. Enumerable.Range(0, encoder.Network.HiddenOutputs).Select(_ => (float)((2 * random.NextDouble()) - 1))],
                [.. Enumerable.Range(0, encoder.OutputCount).Select(_ => (float)((2 * random.NextDouble()) - 1))],
                1);
        }

        return fit.Solve(0.3);
    }

    /// <summary>Fᵀ n with n standard normal has the covariance Fᵀ F.</summary>
    private static double[] Draw(LastLayerPosterior posterior, Random random)
    {
        double[] normal = [.. Enumerable.Range(0, posterior.Weights).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        return [.. Enumerable.Range(0, posterior.Weights).Select(k => Enumerable.Range(0, posterior.Weights).Sum(row => posterior.Factor[(row * posterior.Weights) + k] * normal[row]))];
    }
}
