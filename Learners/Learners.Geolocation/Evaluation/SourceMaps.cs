using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace Learners.Geolocation.Evaluation;

/// <summary>The maps of all sources for one picture, made once and pooled in many ways.</summary>
internal sealed class SourceMaps
{
    private readonly LocationEnsemble _ensemble;
    private readonly DensityMap[] _maps;
    private readonly double[]? _gate;

    /// <summary>Asks the sources.</summary>
    /// <param name="ensemble">Prior and sources.</param>
    /// <param name="inputs">What the models of the sources say.</param>
    /// <param name="gateFeatures">Features of the picture, or null.</param>
    internal SourceMaps(LocationEnsemble ensemble, float[][] inputs, double[]? gateFeatures)
    {
        _ensemble = ensemble;
        _maps = [.. ensemble.Members.Select((member, i) => Under(member, member.Source.Evaluate(inputs[i])))];
        _gate = gateFeatures is null ? null : ensemble.Gate?.WeightsOf(gateFeatures);
    }

    /// <summary>The maps, over their floors.</summary>
    internal IReadOnlyList<DensityMap> Maps => _maps;

    /// <summary>The training priors of sources, over their floors.</summary>
    /// <param name="ensemble">The sources.</param>
    internal static DensityMap[] TrainingPriors(LocationEnsemble ensemble) => [.. ensemble.Members.Select(member => Under(member, member.Source.TrainingPrior))];

    /// <summary>The log-linear pool.</summary>
    /// <param name="weightOf">Weight of a source; 0 leaves it out.</param>
    internal DensityMap LogLinear(Func<int, double> weightOf)
    {
        int[] active = [.. Enumerable.Range(0, _maps.Length).Where(i => weightOf(i) > 0)];
        return active.Length == 0
            ? _ensemble.Prior
            : MapPool.LogLinear(
                _ensemble.Prior,
                [.. active.Select(i => _maps[i])],
                [.. active.Select(i => Under(_ensemble.Members[i], _ensemble.Members[i].Source.TrainingPrior))],
                [.. active.Select(weightOf)]).Map;
    }

    /// <summary>The log-linear pool with weights of the gate.</summary>
    internal DensityMap Gated() => LogLinear(i => _ensemble.Members[i].Weight * _gate![i]);

    /// <summary>The product of all maps.</summary>
    internal DensityMap Product() => MapPool.Product(_maps).Map;

    /// <summary>The mean of all maps.</summary>
    internal DensityMap LinearPool() => MapPool.LinearPool(_maps, [.. Enumerable.Repeat(1.0, _maps.Length)]).Map;

    private static DensityMap Under(EnsembleMember member, DensityMap map) => member.Floor?.Under(map) ?? map;
}
