using System.Runtime.InteropServices;
using Benchmarks.Encoders;
using Benchmarks.Peers;
using GeoCore.Encoding.Harmonics;
using static TorchSharp.torch;

namespace Benchmarks.Tests.Peers;

/// <summary>A rival that computes something else would prove nothing.</summary>
public sealed class TorchPeerTests
{
    private const int Degrees = 12;
    private static readonly Places s_places = Places.Draw(50, 3);

    [Fact]
    public void The_closed_form_in_TorchSharp_gives_our_harmonics()
    {
        using var scope = NewDisposeScope();
        var features = TorchHarmonics.Of(tensor(s_places.Longitudes), tensor(s_places.Latitudes), Degrees);
        Compare(MemoryMarshal.Cast<byte, double>(features.bytes));
    }

    [Fact]
    public void The_closed_form_in_Python_gives_our_harmonics()
    {
        using var peer = PythonTorch.Start(null, threads: 1);
        Assert.SkipWhen(peer is null, "No Python with torch (Debian package python3-torch) is installed.");
        Compare(peer!.Values(Degrees, s_places.Longitudes, s_places.Latitudes));
    }

    [Fact]
    public void The_recursion_that_Python_trains_on_gives_our_harmonics()
    {
        using var peer = PythonTorch.Start(null, threads: 1);
        Assert.SkipWhen(peer is null, "No Python with torch (Debian package python3-torch) is installed.");
        Compare(peer!.TrainingFeatures(Degrees, s_places.Longitudes, s_places.Latitudes));
    }

    private static void Compare(ReadOnlySpan<double> peer)
    {
        var ours = new double[s_places.Count * Degrees * Degrees];
        new SphericalHarmonics(Degrees).Encode(s_places.Longitudes, s_places.Latitudes, ours);
        Assert.Equal(ours.Length, peer.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            Assert.Equal(ours[i], peer[i], 1e-12);
        }
    }
}
