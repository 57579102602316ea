using System.Numerics.Tensors;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;

namespace GeoCore.Geolocation.Synthetic;

/// <summary>Queries of a synthetic world with the exact logarithms of the likelihoods of A, B and C.</summary>
public sealed class SyntheticQueries : IPoolingQueries
{
    /// <summary>Place, class and land.</summary>
    public const int Sources = 3;

    private readonly SyntheticWorld _world;
    private readonly VonMisesFisherKernel _kernel;
    private readonly SyntheticQuery[] _queries;

    /// <summary>ln of the density of the places that A names, whatever the truth, at the first and at the second one.</summary>
    private readonly (double First, double Second)[] _logNamed;

    /// <summary>Draws queries.</summary>
    /// <param name="world">The world.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">The same seed draws the same queries; the first of a longer draw are those of a shorter one.</param>
    public SyntheticQueries(SyntheticWorld world, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_world, _kernel) = (world, new VonMisesFisherKernel(world.Options.BandwidthKm));
        (_queries, _logNamed) = (new SyntheticQuery[count], new (double, double)[count]);
        Parallel.For(0, count, () => new double[world.Grid.Count], (query, _, buffer) =>
        {
            var drawn = new SyntheticDraw(world, (ulong)seed, query).Draw();
            _queries[query] = drawn;
            _logNamed[query] = drawn.Second is { } second ? (LogNamed(drawn.First, buffer), LogNamed(second, buffer)) : (0, 0);
            return buffer;
        }, static _ => { });
    }

    /// <inheritdoc/>
    public int Count => _queries.Length;

    /// <inheritdoc/>
    public int SourceCount => Sources;

    /// <inheritdoc/>
    public ReadOnlySpan<double> LogPriorMasses => _world.LogPriorMasses;

    /// <summary>A query.</summary>
    public SyntheticQuery this[int query] => _queries[query];

    /// <inheritdoc/>
    public int TruthOf(int query) => _queries[query].Truth;

    /// <inheritdoc/>
    public void WriteRatios(int query, Span<double> ratios)
    {
        var cells = _world.Grid.Count;
        WritePlace(query, ratios[..cells]);
        var asked = _queries[query];
        Span<double> byClass = stackalloc double[SyntheticOptions.Classes];
        for (var k = 0; k < byClass.Length; k++)
        {
            byClass[k] = Math.Log(_world.Options.Confusion(k, asked.Class));
        }

        double right = Math.Log(1 - _world.Options.FlipProbability), wrong = Math.Log(_world.Options.FlipProbability);
        Span<double> classes = ratios.Slice(cells, cells), land = ratios.Slice(2 * cells, cells);
        for (var cell = 0; cell < cells; cell++)
        {
            classes[cell] = byClass[_world.ClassOf[cell]];
            land[cell] = _world.IsLand[cell] == asked.IsLand ? right : wrong;
        }
    }

    /// <summary>ln of the likelihood of what A names: one place around the truth, or two in any order, the other one around a place of the prior.</summary>
    private void WritePlace(int query, Span<double> result)
    {
        var asked = _queries[query];
        WriteKernel(asked.First, result);
        if (asked.Second is not { } second)
        {
            TensorPrimitives.Add(result, Math.Log(1 - _world.Options.SecondModeProbability), result);
            return;
        }

        var (first, other) = _logNamed[query];
        var half = Math.Log(_world.Options.SecondModeProbability / 2);
        for (var cell = 0; cell < result.Length; cell++)
        {
            var dot = _world.X[cell] * second.X + _world.Y[cell] * second.Y + _world.Z[cell] * second.Z;
            double ifFirst = result[cell] + other, ifSecond = _kernel.LogDensity(2 - 2 * dot) + first;
            var (high, low) = ifFirst > ifSecond ? (ifFirst, ifSecond) : (ifSecond, ifFirst);
            // a difference of 37 is beyond a double's digits
            result[cell] = half + high + (high - low < 37 ? Math.Log(1 + Math.Exp(low - high)) : 0);
        }
    }

    private double LogNamed(UnitVector place, double[] buffer)
    {
        WriteKernel(place, buffer);
        TensorPrimitives.Add(buffer, _world.LogPriorMasses, buffer);
        var peak = TensorPrimitives.Max<double>(buffer);
        TensorPrimitives.Subtract(buffer, peak, buffer);
        TensorPrimitives.Exp<double>(buffer, buffer);
        return peak + Math.Log(TensorPrimitives.Sum<double>(buffer));
    }

    /// <summary>ln of the kernel around a place at every cell: −κ (1 − cos γ) and its constant.</summary>
    private void WriteKernel(UnitVector place, Span<double> result)
    {
        TensorPrimitives.Multiply(_world.X, place.X, result);
        TensorPrimitives.MultiplyAdd(_world.Y, place.Y, result, result);
        TensorPrimitives.MultiplyAdd(_world.Z, place.Z, result, result);
        TensorPrimitives.Multiply(result, _kernel.Concentration, result);
        TensorPrimitives.Add(result, _kernel.LogDensity(0) - _kernel.Concentration, result);
    }
}
