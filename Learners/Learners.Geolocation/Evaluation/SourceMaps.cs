using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace Learners.Geolocation.Evaluation;

/// <summary>The maps of all sources for one picture, made once and pooled in many ways.</summary>
internal sealed class SourceMaps
{
    private readonly LocationEnsemble _ensemble;
    private readonly DensityMap[] _maps;
    private readonly double[]? _gate;
    private readonly Lazy<ReadOnlyMemory<double>[]> _ratios;
    private readonly double[] _logPrior;

    /// <summary>Asks the sources.</summary>
    /// <param name="ensemble">Prior and sources.</param>
    /// <param name="inputs">What the models of the sources say.</param>
    /// <param name="gateFeatures">Features of the picture, or null.</param>
    internal SourceMaps(LocationEnsemble ensemble, float[][] inputs, double[]? gateFeatures)
    {
        _ensemble = ensemble;
        _maps = [.. ensemble.Members.Select((member, i) => Under(member, member.Source.Evaluate(inputs[i])))];
        _gate = gateFeatures is null ? null : ensemble.Gate?.WeightsOf(gateFeatures);
        _logPrior = Logarithms(ensemble.Prior);
        _ratios = new Lazy<ReadOnlyMemory<double>[]>(() => [.. _maps.Select((map, i) => Ratio(map, ensemble.Members[i].TrainingPrior))]);
    }

    /// <summary>The maps, over their floors.</summary>
    internal IReadOnlyList<DensityMap> Maps => _maps;

    /// <summary>The training priors of sources, over their floors.</summary>
    /// <param name="ensemble">The sources.</param>
    internal static DensityMap[] TrainingPriors(LocationEnsemble ensemble) => [.. ensemble.Members.Select(member => member.TrainingPrior)];

    /// <summary>The log-linear pool.</summary>
    /// <param name="weightOf">Weight of a source; 0 leaves it out.</param>
    /// <remarks>As <see cref="MapPool.LogLinear"/>; what a source adds to the prior is computed once for all pools.</remarks>
    internal DensityMap LogLinear(Func<int, double> weightOf)
    {
        double[] weights = [.. Enumerable.Range(0, _maps.Length).Select(weightOf)];
        if (Array.TrueForAll(weights, weight => weight == 0))
        {
            return _ensemble.Prior;
        }

        var logarithms = new double[_logPrior.Length];
        LogPool.LogLinear(_logPrior, _ratios.Value, weights, logarithms);
        return DensityMap.FromLogDensities(_ensemble.Prior.Grid, logarithms, _ensemble.Prior.ResidualMass);
    }

    /// <summary>The log-linear pool with weights of the gate.</summary>
    internal DensityMap Gated() => LogLinear(i => _ensemble.Members[i].Weight * _gate![i]);

    /// <summary>The product of all maps.</summary>
    internal DensityMap Product() => MapPool.Product(_maps).Map;

    /// <summary>The mean of all maps.</summary>
    internal DensityMap LinearPool() => MapPool.LinearPool(_maps, [.. Enumerable.Repeat(1.0, _maps.Length)]).Map;

    private static DensityMap Under(EnsembleMember member, DensityMap map) => member.Floor?.Under(map) ?? map;

    private static ReadOnlyMemory<double> Ratio(DensityMap map, DensityMap trainingPrior)
    {
        var ratio = Logarithms(map);
        LogPool.Ratio(ratio, Logarithms(trainingPrior), ratio);
        return ratio;
    }

    private static double[] Logarithms(DensityMap map)
    {
        var logarithms = new double[map.Grid.Count];
        for (var cell = 0; cell < logarithms.Length; cell++)
        {
            logarithms[cell] = map.LogDensity(cell);
        }

        return logarithms;
    }
}
