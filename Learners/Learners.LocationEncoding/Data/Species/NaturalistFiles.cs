using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>
/// Reads the files of the iNaturalist challenges: <c>train2018.json</c> and <c>val2018.json</c> (pictures, species) with
/// <c>train2018_locations.json</c> and <c>val2018_locations.json</c> (places), joined on the id of the picture.
/// </summary>
/// <remarks>As in the paper, observations without coordinates or without a user are left out.</remarks>
public static class NaturalistFiles
{
    private const int MaximumClasses = 1_000_000;

    /// <summary>Reads a set.</summary>
    /// <param name="folder">Holds both files of the set.</param>
    /// <param name="set">Such as <c>train2018</c>.</param>
    /// <exception cref="FileNotFoundException">A file is not there; the message says where one gets it.</exception>
    /// <exception cref="InvalidDataException">A file is not of that form.</exception>
    public static SpeciesObservations Read(string folder, string set)
    {
        var pictures = Parse(Existing(folder, set + ".json"), NaturalistJson.Default.PictureFile);
        var places = Parse(Existing(folder, set + "_locations.json"), NaturalistJson.Default.ListPicturePlace);
        if (pictures.Annotations is not { Count: > 0 } annotations)
        {
            throw new InvalidDataException($"{set}.json in {folder} has no annotations");
        }

        var classes = annotations.Max(annotation => annotation.Category) + 1;
        classes = Math.Max(classes, pictures.Categories is { Count: > 0 } categories ? categories.Max(category => category.Id) + 1 : 0);
        if (annotations.Find(annotation => annotation.Category < 0 || annotation.Category >= MaximumClasses) is { } odd)
        {
            throw new InvalidDataException($"{set}.json in {folder} has category {odd.Category} on picture {odd.Image}");
        }

        var placeOf = new Dictionary<long, PicturePlace>(places.Count);
        foreach (var place in places.Where(place => place is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180, User: not null }))
        {
            placeOf[place.Id] = place;
        }

        var seen = annotations.Where(annotation => placeOf.ContainsKey(annotation.Image)).ToArray();
        if (seen.Length == 0)
        {
            throw new InvalidDataException($"no picture of {set}.json has a place in {set}_locations.json");
        }

        return new SpeciesObservations(
            [.. seen.Select(annotation => annotation.Image)],
            [.. seen.Select(annotation => placeOf[annotation.Image].Longitude!.Value)],
            [.. seen.Select(annotation => placeOf[annotation.Image].Latitude!.Value)],
            [.. seen.Select(annotation => annotation.Category)],
            classes);
    }

    /// <summary>Ids of the pictures of a set in the order of its file, which is the order of rows in a file of logits.</summary>
    /// <param name="folder">Holds the file.</param>
    /// <param name="set">Such as <c>val2018</c>.</param>
    public static IReadOnlyList<long> Images(string folder, string set) =>
        [.. (Parse(Existing(folder, set + ".json"), NaturalistJson.Default.PictureFile).Annotations ?? []).Select(annotation => annotation.Image)];

    private static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is needed; the iNaturalist 2018 challenge offers train2018.json, val2018.json and their locations", path);
    }

    private static T Parse<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{path} is empty");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path} is not of the expected form: {fault.Message}", fault);
        }
    }
}

/// <summary>What is read of a file of pictures.</summary>
internal sealed record PictureFile(
    [property: JsonPropertyName("annotations")] List<PictureAnnotation>? Annotations,
    [property: JsonPropertyName("categories")] List<PictureCategory>? Categories);

/// <summary>A picture shows a species.</summary>
internal sealed record PictureAnnotation(
    [property: JsonPropertyName("image_id"), JsonRequired] long Image,
    [property: JsonPropertyName("category_id"), JsonRequired] int Category);

/// <summary>A species.</summary>
internal sealed record PictureCategory([property: JsonPropertyName("id"), JsonRequired] int Id);

/// <summary>Where a picture was taken.</summary>
internal sealed record PicturePlace(
    [property: JsonPropertyName("id"), JsonRequired] long Id,
    [property: JsonPropertyName("lon")] double? Longitude,
    [property: JsonPropertyName("lat")] double? Latitude,
    [property: JsonPropertyName("user_id")] JsonElement? User);

/// <summary>The files of the challenge.</summary>
[JsonSerializable(typeof(PictureFile))]
[JsonSerializable(typeof(List<PicturePlace>))]
internal sealed partial class NaturalistJson : JsonSerializerContext;
