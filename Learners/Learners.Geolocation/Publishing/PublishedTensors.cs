using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using TorchSharp;
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
    /// <summary>All of them: heads by the names of sources, the network of places, places of training pictures, classes and priors of cells.</summary>
    internal IEnumerable<Tensor> All()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (parts, cells) = (learner.Parts, classes.Partitions.Count);
        var all = new List<Tensor>
        {
            Of($"{TrainedSources.Cells}.weight", cat([.. parts.Heads.Take(cells).Select(head => head.weight)])),
            Of($"{TrainedSources.Cells}.bias", cat([.. parts.Heads.Take(cells).Select(head => head.bias!)])),
        };
        all.AddRange(Head(TrainedSources.Places, parts.Projection));
        for (var k = 0; k < data.Attributes.Count; k++)
        {
            all.AddRange(Head(data.Attributes[k].Name, parts.Heads[cells + k]));
        }

        all.AddRange(parts.Places.named_parameters().Select(pair => Of("branch." + pair.name, pair.parameter)));
        all.Add(Of("training.longitudes", data.Training.Longitudes));
        all.Add(Of("training.latitudes", data.Training.Latitudes));
        all.AddRange(data.Attributes.Select(attribute => Of($"{attribute.Name}.cells", [.. attribute.ClassOf.Select(own => (double)own)])));
        all.Add(Of("land.cells", data.LandFractions));
        all.Add(Of("prior.training", [.. Enumerable.Range(0, data.Grid.Count).Select(sources.TrainingPrior.LogDensity)]));
        return all;
    }

    private static Tensor[] Head(string name, Linear head) => [Of($"{name}.weight", head.weight), Of($"{name}.bias", head.bias!)];

    private static Tensor Of(string name, torch.Tensor numbers) =>
        new(name, numbers.shape, numbers.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray());

    private static Tensor Of(string name, double[] numbers) => new(name, [numbers.Length], numbers.Select(number => (float)number).ToArray());
}
