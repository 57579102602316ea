using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Models;

namespace Learners.Geolocation.Publishing;

/// <summary>Parts of the card of a geolocator that all which make one write alike.</summary>
internal static class CardParts
{
    /// <summary>The network that sees pictures.</summary>
    /// <param name="file">Its name in the folder, or an absolute path.</param>
    /// <param name="sha256">Of the file.</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="output">Which output is the embedding; null for the first.</param>
    /// <param name="preparation">What is done to pictures.</param>
    internal static JsonObject Backbone(string file, string sha256, int width, string? output, PicturePreparation preparation) => new()
    {
        ["file"] = file,
        ["sha256"] = sha256,
        ["output"] = output,
        ["width"] = width,
        ["input"] = new JsonObject
        {
            ["width"] = preparation.Width,
            ["height"] = preparation.Height,
            ["fit"] = Word(preparation.Fit),
            ["crop"] = preparation.Crop,
            ["kernel"] = Word(preparation.Kernel),
            ["layout"] = Word(preparation.Layout),
            ["order"] = Word(preparation.Order),
            ["scale"] = preparation.Scale,
            ["mean"] = new JsonArray([.. preparation.Mean.Select(value => JsonValue.Create(value))]),
            ["std"] = new JsonArray([.. preparation.StandardDeviation.Select(value => JsonValue.Create(value))]),
        },
    };

    /// <summary>A list of numbers in single precision.</summary>
    /// <param name="name">Of the tensor.</param>
    /// <param name="numbers">The numbers.</param>
    internal static Tensor Numbers(string name, double[] numbers) => new(name, [numbers.Length], Array.ConvertAll(numbers, number => (float)number));

    /// <summary>SHA-256 in hexadecimal digits.</summary>
    internal static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>SHA-256 of a file, of any size.</summary>
    internal static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
