using Learners.LocationEncoding.Data.Species;

namespace Learners.Tests.LocationEncoding.Species;

/// <summary>Tiny files in the form of the challenge's.</summary>
public sealed class NaturalistFilesTests : IDisposable
{
    private const string Pictures = """
        {"info":{"year":2018},"images":[{"id":5,"file_name":"a.jpg","height":8,"width":8},{"id":7,"file_name":"b.jpg"}],
         "categories":[{"id":0,"name":"x","supercategory":"Aves"},{"id":4,"name":"y"}],
         "annotations":[{"id":1,"image_id":7,"category_id":3},{"id":2,"image_id":5,"category_id":0},{"id":3,"image_id":8,"category_id":1},
          {"id":4,"image_id":9,"category_id":2},{"id":5,"image_id":10,"category_id":2}]}
        """;

    private const string Places = """
        [{"date":"2017-05-01","date_c":0.33,"id":5,"lat":-33.5,"lon":151.25,"loc_uncert":12,"user_id":42,"valid":true},
         {"id":7,"lat":48.0,"lon":2.5,"user_id":1}, {"id":8,"lat":null,"lon":null,"user_id":1}, {"id":9,"lat":1.0,"lon":2.0,"user_id":null}]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_and_places_are_joined_and_those_without_coordinates_or_user_are_left_out()
    {
        Write(Pictures, Places);
        var seen = NaturalistFiles.Read(_folder.Path, "train2018");

        Assert.Equal([7, 5], seen.Images);
        Assert.Equal([2.5, 151.25], seen.Longitudes);
        Assert.Equal([48, -33.5], seen.Latitudes);
        Assert.Equal([3, 0], seen.Classes);
        Assert.Equal(5, seen.ClassCount);
        Assert.Equal([7, 5, 8, 9, 10], NaturalistFiles.Images(_folder.Path, "train2018"));
    }

    [Theory]
    [InlineData("{}", "[]", "no annotations")]
    [InlineData(Pictures, "[]", "no picture")]
    [InlineData(Pictures, "[{\"lat\":1}]", "expected form")]
    [InlineData("[1", "[]", "expected form")]
    [InlineData("""{"annotations":[{"image_id":1,"category_id":-1}]}""", "[]", "category -1")]
    public void Other_files_are_refused_with_the_reason(string pictures, string places, string reason)
    {
        Write(pictures, places);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => NaturalistFiles.Read(_folder.Path, "train2018")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("val2018.json", Assert.Throws<FileNotFoundException>(() => NaturalistFiles.Read(_folder.Path, "val2018")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_split_keeps_every_observation_once_and_repeats_from_its_seed()
    {
        var all = new SpeciesObservations([.. Enumerable.Range(0, 100).Select(i => (long)i)], new double[100], new double[100], new int[100], 1);
        var (first, rest) = all.Split(0.8, 3);

        Assert.Equal((80, 20), (first.Count, rest.Count));
        Assert.Equal(all.Images, first.Images.Concat(rest.Images).Order());
        Assert.Equal(first.Images, all.Split(0.8, 3).First.Images);
        Assert.NotEqual(first.Images, all.Split(0.8, 4).First.Images);
    }

    private void Write(string pictures, string places)
    {
        File.WriteAllText(_folder.File("train2018.json"), pictures);
        File.WriteAllText(_folder.File("train2018_locations.json"), places);
    }
}
