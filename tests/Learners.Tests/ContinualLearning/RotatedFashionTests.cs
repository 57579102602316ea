using System.IO.Compression;
using Learners.ContinualLearning.Data.Pictures;

namespace Learners.Tests.ContinualLearning;

public class RotatedFashionTests
{
    [Fact]
    public void An_IDX_file_is_its_sizes_and_bytes()
    {
        var (sizes, values) = IdxFile.Read(Packed([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]));

        Assert.Equal([2, 3], sizes);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 9, 1, 0, 0, 0, 1, 1 })]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x7F, 0, 0, 0, 1 })]
    public void What_is_no_IDX_file_or_cut_off_is_refused(byte[] content) => Assert.Throws<InvalidDataException>(() => IdxFile.Read(Packed(content)));

    [Fact]
    public void A_picture_is_halved_by_means_and_a_turn_by_a_right_angle_moves_its_corner()
    {
        var picture = new byte[784];
        picture[0] = picture[1] = picture[28] = picture[29] = 255; // upper left
        var upright = RotatedFashion.Turned(picture, 0);
        var turned = RotatedFashion.Turned(picture, 90);

        Assert.Equal(1, upright[0], 1e-6f);
        Assert.Equal(1, upright.Sum(), 1e-5f);
        Assert.Equal(1, turned.Sum(), 1e-5f);
        Assert.Equal(1, new[] { turned[13], turned[13 * 14] }.Max(), 1e-5f);
    }

    [Fact]
    public void Tasks_have_pictures_of_their_own()
    {
        var pictures = new byte[10_000 * 784];
        byte[] labels = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 10))];
        var tasks = RotatedFashion.Of((pictures, labels), (pictures, labels));

        Assert.Equal(5, tasks.Tasks.Count);
        Assert.All(tasks.Tasks, task => Assert.Equal((1500, 300, 1000), (task.Training.Count, task.Validation.Count, task.Test.Count)));
    }

    private static MemoryStream Packed(byte[] content)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(content);
        }

        packed.Position = 0;
        return packed;
    }
}
