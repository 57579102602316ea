using GeoCore.Evaluation.Inputs;
using Learners.Geolocation.Data.Photographs;

namespace Learners.Tests.Geolocation;

public sealed class PhotographTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // as MP-16, OpenStreetView-5M and a list of one's own are laid out
    [Theory]
    [InlineData("IMG_ID,AUTHOR,LAT,LON,S3_Label\n1d/35/1d35aa.jpg,someone,48.5,2.25,1\n1d/36/1d36bb.jpg,someone,-33,151,2\n", "pictures/1d/35/1d35aa.jpg")]
    [InlineData("id,latitude,longitude,thumb_original_url,country\n12345,48.5,2.25,https://example.org,FR\n12346,-33,151,https://example.org,AU\n", "pictures/train/04/12345.jpg")]
    [InlineData("lon,lat,file\n2.25,48.5,tower.png\n151,-33,opera.png\n", "pictures/tower.png")]
    public void Collections_are_read_whatever_the_order_of_their_columns_and_the_depth_of_their_folders(string list, string picture)
    {
        Write("list.csv", list);
        Write(picture, "picture");
        using var messages = new StringWriter();

        var table = PhotographTable.Read(_folder.File("list.csv"), _folder.File("pictures"), messages);

        var photograph = Assert.Single(table.Photographs);
        Assert.Equal((2.25, 48.5), (photograph.Longitude, photograph.Latitude));
        Assert.Equal("picture"u8.ToArray(), photograph.Read());
        Assert.Equal(1, table.Missing);
        Assert.StartsWith("1 of 2 pictures of list.csv are not in ", messages.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,lat\nx,1\n", "no column for the longitude")]
    [InlineData("id,lat,lon\nx,91,2\n", "line 2, column lat: is 91")]
    [InlineData("id,lat,lon\nx,1,2\ny,1,east\n", "line 3, column lon: is 'east'")]
    [InlineData("id,lat,lon\nx,1,2\nx,1,3\n", "line 3, column id: is 'x', which stood in line 2 already")]
    [InlineData("id,lat,lon\n,1,2\n", "line 2, column id: is empty")]
    [InlineData("id,lat,lon\nx,NaN,2\n", "line 2, column lat: is NaN")]
    public void A_row_that_is_no_place_is_named(string list, string expected)
    {
        Write("list.csv", list);

        var fault = Assert.Throws<InputException>(() => PhotographTable.Places(_folder.File("list.csv")).ToArray());

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() => Assert.Contains(
        "there is no folder",
        Assert.Throws<DirectoryNotFoundException>(() => PhotographTable.Read(_folder.File("list.csv"), _folder.File("nowhere"), TextWriter.Null)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Names_that_occur_twice_mean_the_path_when_they_are_one()
    {
        Write("list.csv", "id,lat,lon\nb/same.jpg,1,2\na/same.jpg,3,4\n");
        Write("pictures/a/same.jpg", "first");
        Write("pictures/b/same.jpg", "second");

        var table = PhotographTable.Read(_folder.File("list.csv"), _folder.File("pictures"), TextWriter.Null);

        Assert.Equal(["second", "first"], table.Photographs.Select(photograph => System.Text.Encoding.UTF8.GetString(photograph.Read())));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string text)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
