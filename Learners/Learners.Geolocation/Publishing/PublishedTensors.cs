using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using Learners.Geolocation.Networks.Places;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Tensor = GeoCore.Artifacts.Tensor;

namespace Learners.Geolocation.Publishing;

/// <summary>The numbers of a geolocator's artifact.</summary>
/// <param name="data">Grid, attributes, land.</param>
/// <param name="learner">Trained.</param>
/// <param name="sources">Its heads as sources.</param>
/// <param name="classes">Its heads.</param>
internal sealed class PublishedTensors(OverheadData data, GeolocatorLearner learner, TrainedSources sources, PlaceClasses classes)
{
    /// <summary>Name of the layer before all heads.</summary>
    internal const string HiddenName = "hidden";

    /// <summary>All of them: heads by the names of sources, the network of places, places of training pictures, classes and priors of cells.</summary>
    internal IEnumerable<Tensor> All()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (parts, cells) = (learner.Parts, classes.Partitions.Count);
        var all = new List<Tensor>
        {
            TorchNumbers.Of($"{TrainedSources.Cells}.weight", cat([.. parts.Heads.Take(cells).Select(head => head.weight)])),
            TorchNumbers.Of($"{TrainedSources.Cells}.bias", cat([.. parts.Heads.Take(cells).Select(head => head.bias!)])),
        };
        all.AddRange(Head(TrainedSources.Places, parts.Projection));
        for (var k = 0; k < data.Attributes.Count; k++)
        {
            all.AddRange(Head(data.Attributes[k].Name, parts.Heads[cells + k]));
        }

        if (parts.Hidden is { } hidden)
        {
            all.AddRange(Head(HiddenName, hidden));
        }

        all.AddRange(learner.Places.Tensors(parts.Places, "branch."));
        all.Add(CardParts.Numbers("training.longitudes", data.Training.Longitudes));
        all.Add(CardParts.Numbers("training.latitudes", data.Training.Latitudes));
        all.AddRange(data.Attributes.Select(attribute => CardParts.Numbers($"{attribute.Name}.cells", [.. attribute.ClassOf.Select(own => (double)own)])));
        all.Add(CardParts.Numbers("land.cells", data.LandFractions));
        all.Add(CardParts.Numbers("prior.training", [.. Enumerable.Range(0, data.Grid.Count).Select(sources.TrainingPrior.LogDensity)]));
        return all;
    }

    private static Tensor[] Head(string name, Linear head) => [TorchNumbers.Of($"{name}.weight", head.weight), TorchNumbers.Of($"{name}.bias", head.bias!)];
}
