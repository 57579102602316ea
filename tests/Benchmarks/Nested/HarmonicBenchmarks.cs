using BenchmarkDotNet.Attributes;
using Benchmarks.Encoders;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;

namespace Benchmarks.Nested;

/// <summary>The innermost kernel: a block of 16 places, as a network's first layer reads it.</summary>
public class HarmonicBenchmarks
{
    private readonly Places _places = Places.Draw(SphericalHarmonics.BlockPoints, seed: 1);
    private SphericalHarmonics _harmonics = null!;
    private AlignedBuffer<float> _single = null!;
    private AlignedBuffer<double> _double = null!;

    [Params(10, 20, 40, 100)]
    public int Degrees { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _harmonics = new SphericalHarmonics(Degrees);
        _single = new AlignedBuffer<float>(_harmonics.BlockLength);
        _double = new AlignedBuffer<double>(_harmonics.BlockLength);
    }

    [Benchmark(OperationsPerInvoke = SphericalHarmonics.BlockPoints)]
    public void Single() => _harmonics.EvaluateBlock(_places.Longitudes, _places.Latitudes, _single.Span);

    [Benchmark(OperationsPerInvoke = SphericalHarmonics.BlockPoints)]
    public void Double() => _harmonics.EvaluateBlock(_places.Longitudes, _places.Latitudes, _double.Span);
}
