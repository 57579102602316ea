using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Tests.Encoding;
using TileServer.Sources.Layers;

namespace TileServer.Tests.Sources;

/// <summary>Published encoders with random weights, small enough for every test.</summary>
internal static class RandomEncoders
{
    private const int Degrees = 6;
    private const int Hidden = 16;
    private const int Layers = 2;
    private const int Seed = 5;

    public static IReadOnlyList<OutputCard> Classes { get; } =
        [new("af", "Rainforest", 1, "#0000fe"), new("bw", "Desert", 4, "#fe0000"), new("et", null, 29)];

    /// <summary>An encoder without its folder.</summary>
    public static LocationEncoderArtifact Create(OutputKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("encoder");
        try
        {
            return Save(Path.Combine(folder.FullName, "random"), kind);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    public static EncoderLayer Layer(OutputKind kind) => new(new LayerDescription("random", "Random"), Create(kind));

    public static LocationEncoderArtifact Save(string folder, OutputKind kind, int seed = Seed)
    {
        IReadOnlyList<OutputCard> outputs = kind switch
        {
            OutputKind.Binary => [new("land", "Land")],
            OutputKind.Categorical => Classes,
            _ => [new("temperature", "Temperature", Unit: "°C"), new("rain", "Rain", Unit: "mm")],
        };
        var shape = RandomNetworks.Siren(Degrees * Degrees, Hidden, Layers, outputs.Count);
        var values = RandomNetworks.Tensors(shape, seed);
        var encoder = RandomNetworks.Harmonic(Degrees, Hidden, Layers, outputs.Count, seed);
        var (longitudes, latitudes) = RandomNetworks.Places(64, seed);
        var logits = new double[64 * outputs.Count];
        encoder.Evaluate(longitudes, latitudes, logits);
        var card = new ArtifactCard
        {
            Id = "random",
            Title = "Random weights",
            Kind = kind,
            Encoding = new EncodingCard("sphericalharmonics", Degrees: Degrees, Convention: "standard"),
            Network = shape,
            Outputs = outputs,
            Attribution = "Nobody",
        };
        return LocationEncoderArtifact.Save(
            folder,
            card,
            [.. NetworkTensors.Of(shape).Select(tensor => new Tensor(tensor.Name, tensor.Shape, values[tensor.Name].Select(value => (float)value).ToArray()))],
            new Probe(Probe.UsualTolerance, [.. Enumerable.Range(0, 64).Select(
                i => new ProbePoint(longitudes[i], latitudes[i], logits[(i * outputs.Count)..((i + 1) * outputs.Count)]))]));
    }
}
