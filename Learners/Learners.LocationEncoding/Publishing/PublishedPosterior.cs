using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Posterior;
using Learners.Contracts;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;

namespace Learners.LocationEncoding.Publishing;

/// <summary>Makes the posterior of a last layer that is published beside the weights.</summary>
/// <param name="field">What was learnt.</param>
/// <param name="sampler">Draws fresh places; null where the field has fixed ones.</param>
/// <param name="count">Places wanted; fixed ones may be fewer.</param>
/// <param name="seed">Of the run.</param>
internal sealed class PublishedPosterior(TrainingField field, PlaceSampler? sampler, int count, long seed)
{
    private const int Stream = 3;

    /// <summary>Refuses, before anything is trained, what can have no posterior.</summary>
    /// <param name="field">What is to be learnt.</param>
    /// <param name="values">Settled parameters.</param>
    /// <param name="features">Inputs of the network.</param>
    /// <exception cref="TrainingException">A posterior is asked for and cannot be.</exception>
    internal static void Check(TrainingField field, HyperParameterValues values, int features)
    {
        if (values.Integer("posterior-places") == 0)
        {
            return;
        }

        if (field.HeldOutPlaces is null)
        {
            throw new TrainingException("'posterior-places' is for data of classes: the noise of quantities and presences is not modelled");
        }

        if (values.Choice("network") == "linear" && features >= LastLayerPosterior.MaximumWeights)
        {
            throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture, $"'posterior-places' is for a last layer of fewer than {LastLayerPosterior.MaximumWeights} inputs, and this one has {features}"));
        }
    }

    /// <summary>Fits the posterior.</summary>
    /// <param name="encoder">The network as it is served.</param>
    /// <param name="messages">Told what it is worth.</param>
    internal (PosteriorCard Card, LastLayerPosterior Posterior) Of(LocationEncoder encoder, TextWriter messages)
    {
        var places = sampler is null ? Weighted(field.TrainingPlaces!, count) : Drawn(sampler);
        var heldOut = field.HeldOutPlaces!;
        var choice = new PosteriorSearch(encoder).Run(places, Weighted(heldOut, heldOut.Count));
        messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"posterior of {places.Count} places, prior precision {choice.PriorPrecision:G2}: log-loss {choice.LogLoss:F5} with it and {choice.TrainedLogLoss:F5} without it, at {heldOut.Count} held-out places"));
        return (new PosteriorCard(choice.PriorPrecision, places.Count), choice.Posterior);
    }

    private static WeightedPlaces Weighted(LabelledPlaces places, int most)
    {
        var count = Math.Min(most, places.Count);
        return new WeightedPlaces(places.Longitudes[..count], places.Latitudes[..count], places.Classes[..count], [.. Enumerable.Repeat(1.0, count)]);
    }

    /// <summary>Places such as the run saw, which curve the loss whatever their classes are.</summary>
    private WeightedPlaces Drawn(PlaceSampler from)
    {
        double[] longitudes = new double[count], latitudes = new double[count];
        var weights = new float[count];
        from.Draw(new RandomSequence(seed, Stream, 0), longitudes, latitudes, weights);
        return new WeightedPlaces(longitudes, latitudes, new int[count], [.. weights.Select(weight => (double)weight)]);
    }
}
