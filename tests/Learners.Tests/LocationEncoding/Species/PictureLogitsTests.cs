using Learners.LocationEncoding.Data.Species;

namespace Learners.Tests.LocationEncoding.Species;

public sealed class PictureLogitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32.npy")]
    [InlineData("float64.npy")]
    public void A_matrix_of_NumPys_is_read_row_by_row(string name)
    {
        var logits = PictureLogits.Read(Npy(name), [30, 10, 20]);

        Assert.Equal([0f, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f], logits.Of(Seen(10, 20)));
    }

    [Fact]
    public void Lines_of_text_begin_with_the_picture()
    {
        File.WriteAllText(_folder.File("logits.csv"), "image,a,b,c,d\n20,1,2,3,4\n10,-1,0.5,1e2,0\n");

        Assert.Equal([-1f, 0.5f, 100f, 0f, 1f, 2f, 3f, 4f], PictureLogits.Read(_folder.File("logits.csv"), []).Of(Seen(10, 20)));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_with_the_reason()
    {
        Assert.Contains("3 rows for 2", Refusal(() => PictureLogits.Read(Npy("float32.npy"), [1, 2])), StringComparison.Ordinal);
        Assert.Contains("C order", Refusal(() => PictureLogits.Read(Npy("fortran.npy"), [1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("picture 99", Refusal(() => PictureLogits.Read(Npy("float32.npy"), [1, 2, 3]).Of(Seen(99))), StringComparison.Ordinal);
        File.WriteAllText(_folder.File("logits.csv"), "1,0,0\n2,0\n");
        Assert.Contains("line 2", Refusal(() => PictureLogits.Read(_folder.File("logits.csv"), [])), StringComparison.Ordinal);
        File.WriteAllBytes(_folder.File("cut.npy"), File.ReadAllBytes(Npy("float64.npy"))[..150]);
        Assert.Contains("holds less", Refusal(() => PictureLogits.Read(_folder.File("cut.npy"), [1, 2, 3])), StringComparison.Ordinal);
    }

    private static string Refusal(Action read) => Assert.Throws<InvalidDataException>(read).Message;

    private static SpeciesObservations Seen(params long[] images) =>
        new(images, new double[images.Length], new double[images.Length], new int[images.Length], 4);

    private static string Npy(string name) => Path.Combine(AppContext.BaseDirectory, "golden", "npy", name);
}
