using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Pooling;

/// <summary>Sources that are asked together about a photograph. Immutable; switching a source off or weighing it anew is one record more.</summary>
/// <param name="Prior">The deployment prior, on the grid of all sources.</param>
/// <param name="Members">The sources.</param>
/// <param name="Rule">How their maps become one.</param>
/// <param name="Gate">For <see cref="PoolingRule.Gated"/>: multiplies the members' weights.</param>
public sealed record LocationEnsemble(DensityMap Prior, IReadOnlyList<EnsembleMember> Members, PoolingRule Rule = PoolingRule.LogLinear, WeightGate? Gate = null)
{
    /// <summary>The ensemble with some weights replaced.</summary>
    /// <param name="weights">By the names of sources.</param>
    /// <exception cref="ArgumentException">A name is no source's, or a weight is negative.</exception>
    public LocationEnsemble With(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (name, weight) in weights)
        {
            if (!Members.Any(member => member.Source.Name == name))
                throw new ArgumentException($"There is no source '{name}'; there are {string.Join(", ", Members.Select(member => member.Source.Name))}.", nameof(weights));
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException($"The weight {weight} of '{name}' is negative or not finite.", nameof(weights));
        }

        return this with { Members = [.. Members.Select(member => weights.TryGetValue(member.Source.Name, out var weight) ? member with { Weight = weight } : member)] };
    }

    /// <summary>The map of one photograph.</summary>
    /// <param name="inputs">What the models of the members say, in their order; null for one that has nothing to say, which is then left out.</param>
    /// <param name="gateFeatures">For <see cref="PoolingRule.Gated"/>.</param>
    /// <param name="cancellationToken">Handed to the sources.</param>
    /// <returns>The contributions are those of all members, 0 for those left out.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit, or no cell is possible.</exception>
    public PooledMap Evaluate(IReadOnlyList<float[]?> inputs, ReadOnlyMemory<double> gateFeatures = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Members.Count)
            throw new ArgumentException($"{Members.Count} sources take as many inputs, not {inputs.Count}.", nameof(inputs));
        var gate = Rule == PoolingRule.Gated ? (Gate ?? throw new InvalidOperationException("A gated ensemble needs a gate.")).WeightsOf(gateFeatures.Span) : null;
        int[] active = [.. Enumerable.Range(0, Members.Count).Where(i => inputs[i] is not null && Members[i].Weight > 0)];
        DensityMap[] maps = [.. active.Select(i => Members[i].Evaluate(inputs[i], cancellationToken))];
        if (active.Length == 0)
            return new PooledMap(Prior, 0, new double[Members.Count]);
        switch (Rule)
        {
            case PoolingRule.Product:
                return MapPool.Product(maps) with { Contributions = new double[Members.Count] };
            case PoolingRule.LinearPool:
                return MapPool.LinearPool(maps, [.. active.Select(i => Members[i].Weight)]) with { Contributions = new double[Members.Count] };
            default:
                var pooled = MapPool.LogLinear(
                    Prior, maps, [.. active.Select(i => Members[i].TrainingPrior)], [.. active.Select(i => Members[i].Weight * (gate?[i] ?? 1))]);
                var contributions = new double[Members.Count];
                for (var i = 0; i < active.Length; i++)
                {
                    contributions[active[i]] = pooled.Contributions[i];
                }

                return pooled with { Contributions = contributions };
        }
    }
}
