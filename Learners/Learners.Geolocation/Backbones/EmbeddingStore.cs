using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Artifacts;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Backbones;

/// <summary>What a frozen network says of pictures, computed once and kept under a name made of the network, the preparation and the pictures' own bytes.</summary>
/// <param name="backbone">The network.</param>
/// <param name="dataFolder">Data folder of the run; embeddings lie in <c>embeddings</c> there.</param>
/// <param name="messages">Told when pictures are looked at.</param>
internal sealed class EmbeddingStore(FrozenBackbone backbone, string dataFolder, TextWriter messages)
{
    private const string Rows = "embeddings";
    private const int ToldEvery = 1000;

    /// <summary>The pictures with what the network says.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="part">For messages.</param>
    /// <param name="cancellationToken">Looked at once per picture.</param>
    /// <exception cref="ArtifactException">The network is none, or does not take such pictures.</exception>
    internal PictureSet Seen(PictureSet pictures, string part, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, "embeddings", NameOf(pictures) + ".safetensors");
        var rows = Kept(path, pictures.Count) ?? Computed(path, pictures, part, cancellationToken);
        backbone.Remember(rows[0].Length);
        return pictures with { Embeddings = rows };
    }

    private string NameOf(PictureSet pictures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(backbone.Identity));
        foreach (var picture in pictures.Pictures)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"|{picture.Width}x{picture.Height}|")));
            for (var row = 0; row < picture.Height; row++)
            {
                hash.AppendData(picture.Row(row));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    // a file that was cut short is made again
    private static float[][]? Kept(string path, int count)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var all = Safetensors.Read(path).Floats(Rows);
            return all.Length > 0 && all.Length % count == 0 ? [.. all.Chunk(all.Length / count)] : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }

    private float[][] Computed(string path, PictureSet pictures, string part, CancellationToken cancellationToken)
    {
        using var network = backbone.Open();
        var rows = new float[pictures.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new float[network.Width];
            network.Embed(pictures.Pictures[i], rows[i], cancellationToken);
            if ((i + 1) % ToldEvery == 0)
            {
                messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part}: {i + 1} of {rows.Length} pictures seen by {network.Name}"));
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Environment.ProcessId}.half";
        File.WriteAllBytes(half, SafetensorsWriter.Write([new Tensor(Rows, [rows.Length, network.Width], rows.SelectMany(static row => row).ToArray())]));
        File.Move(half, path, overwrite: true);
        return rows;
    }
}
