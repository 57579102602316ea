using System.IO.Compression;
using GeoCore.Imaging;
using Learners.Geolocation;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Geolocation;

public class OverheadDataTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Blocks_to_learn_from_and_to_validate_on_have_nothing_in_common()
    {
        Assert.Equal(103, TrainingBlocks.Training.Count);
        Assert.Equal(32, TrainingBlocks.HeldOut.Count);
        Assert.Empty(TrainingBlocks.Training.Intersect(TrainingBlocks.HeldOut));
        Assert.All(TrainingBlocks.Training, block => Assert.Equal(block, TrainingBlocks.At(block.West + 0.1, block.South + 9.9)));
    }

    [Fact]
    public void The_shared_tiles_lie_in_the_blocks_of_their_part()
    {
        var folder = Path.Combine(Checkout.Root, "..", "shared", "data", "overhead-tiles");
        Assert.SkipUnless(Directory.Exists(folder), "the shared tiles are not beside the checkout");
        var tiles = new TileFolder(folder);

        var (training, heldOut) = (tiles.Read("train", 200, Cancellation), tiles.Read("dev", 200, Cancellation));

        Assert.All(Blocks(training), block => Assert.Contains(block, TrainingBlocks.Training));
        Assert.All(Blocks(heldOut), block => Assert.Contains(block, TrainingBlocks.HeldOut));
        Assert.All(training.Pictures, picture => Assert.Equal((64, 64), (picture.Width, picture.Height)));
    }

    [Fact]
    public void A_crop_shows_the_ground_around_its_centre_and_stays_in_its_block()
    {
        // a mosaic of 1.5° pixels whose red and green name the column and the row
        const int width = 240;
        var pixels = new byte[width * width / 2 * Picture.Channels];
        for (var i = 0; i < width * width / 2; i++)
        {
            (pixels[3 * i], pixels[3 * i + 1]) = ((byte)(i % width), (byte)(i / width));
        }

        var crops = new BlueMarble(new Picture(width, width / 2, pixels)).Crops([(-10, 40), (170, -50)], 5, (_, latitude) => latitude > 0, seed: 4);

        Assert.Equal(5, crops.Count);
        for (var i = 0; i < crops.Count; i++)
        {
            var (picture, column, row) = (crops.Pictures[i], (crops.Longitudes[i] + 180) / 1.5, (90 - crops.Latitudes[i]) / 1.5);
            Assert.Equal((-10, 40), TrainingBlocks.At(crops.Longitudes[i], crops.Latitudes[i]));
            Assert.InRange(picture.Row(0)[0] - (column - picture.Width / 2.0), -1, 1);
            Assert.InRange(picture.Row(0)[1] - (row - picture.Height / 2.0), -1, 1);
        }
    }

    [Fact]
    public void A_folder_of_pictures_is_read_from_files_and_from_an_archive()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("train.csv"), "file,lat,lon,other\na.png,10.5,-20.25,x\nb.png,-1,2,y\n");
        File.WriteAllBytes(folder.File("a.png"), Png(200));
        File.WriteAllBytes(folder.File("b.png"), Png(50));

        var loose = new TileFolder(folder.Path).Read("train", 10, Cancellation);
        using (var zip = ZipFile.Open(folder.File("train.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(folder.File("a.png"), "a.png");
            zip.CreateEntryFromFile(folder.File("b.png"), "b.png");
        }

        File.Delete(folder.File("a.png"));
        var packed = new TileFolder(folder.Path).Read("train", 10, Cancellation);

        Assert.Equal([-20.25, 2], loose.Longitudes);
        Assert.Equal([10.5, -1], loose.Latitudes);
        Assert.Equal(200, loose.Pictures[0].Row(0)[0]);
        Assert.Equal(loose.Pictures.Select(picture => picture.Row(1)[1]), packed.Pictures.Select(picture => picture.Row(1)[1]));
    }

    [Theory]
    [InlineData("file,latitude,lon\na.png,1,2\n", "no columns file, lat and lon")]
    [InlineData("file,lat,lon\na.png,91,2\n", "line 2")]
    [InlineData("file,lat,lon\na.png,1\n", "line 2")]
    [InlineData("file,lat,lon\n", "names no picture")]
    [InlineData("file,lat,lon\na.png,1,2\n", "a.png")]
    public void A_table_that_makes_no_sense_is_refused_in_words(string table, string part)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("train.csv"), table);
        File.WriteAllText(folder.File("a.png"), "no picture");

        var fault = Assert.Throws<InvalidDataException>(() => new TileFolder(folder.Path).Read("train", 10, Cancellation));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("missing.png")]
    public void A_picture_outside_of_the_folder_or_nowhere_is_not_there(string file)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("tiles"));
        File.WriteAllText(folder.File("tiles/train.csv"), $"file,lat,lon\n{file},1,2\n");
        File.WriteAllBytes(folder.File("secret.png"), Png(1));

        Assert.Throws<FileNotFoundException>(() => new TileFolder(folder.File("tiles")).Read("train", 10, Cancellation));
    }

    [Fact]
    public void A_batch_depends_on_the_step_alone_and_changes_colours_but_no_place()
    {
        using var scope = NewDisposeScope();
        var data = PaintedEarth.Open(GeoCore.Geolocation.Grids.NestedGrid.Healpix(2));
        int[][] classes = [[.. Enumerable.Range(0, data.Training.Count)]];
        PictureFeed Feed(double jitter) => new(data.Training, GeolocatorRun.PreparationOf(8), classes, 7, jitter, ScalarType.Float32, CPU);

        var (first, again, other, plain) = (Feed(1).Draw(3, 4), Feed(1).Draw(3, 4), Feed(1).Draw(4, 4), Feed(0).Draw(3, 4));

        Assert.True(first.Inputs.equal(again.Inputs).all().ToBoolean());
        Assert.False(first.Inputs.equal(plain.Inputs).all().ToBoolean());
        Assert.False(first.Targets.equal(other.Targets).all().ToBoolean());
        var row = first.Targets[0].data<float>().ToArray();
        Assert.Equal([(float)data.Training.Longitudes[(int)row[2]], (float)data.Training.Latitudes[(int)row[2]], row[2], row[2]], row);
    }

    private static IEnumerable<(int West, int South)> Blocks(PictureSet pictures) => pictures.Longitudes.Zip(pictures.Latitudes, TrainingBlocks.At);

    private static byte[] Png(byte shade)
    {
        var pixels = new byte[4 * 4 * Picture.Channels];
        Array.Fill(pixels, shade);
        return PngEncoder.Instance.Encode(new Picture(4, 4, pixels).ToPacked(), 4, 4);
    }
}
