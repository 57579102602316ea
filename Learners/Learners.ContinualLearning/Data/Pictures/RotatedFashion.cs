using GeoCore.Packages;

namespace Learners.ContinualLearning.Data.Pictures;

/// <summary>Protocol C: Fashion-MNIST, half as large, turned by 30° more from task to task. All ten classes in every task.</summary>
internal static class RotatedFashion
{
    private const string Package = "dataset-fashion-mnist";
    private const int Tasks = 5, Training = 1500, Validation = 300, Test = 1000, Side = 14;
    private const double StepDegrees = 30;

    private static readonly string[] s_classes = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];

    /// <summary>Opens it, fetched from Debian where it is not there.</summary>
    /// <param name="dataFolder">Where packages are unpacked.</param>
    /// <param name="messages">Told what is being fetched.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="IOException">The package cannot be had.</exception>
    internal static ContinualTasks Open(string dataFolder, TextWriter messages, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(dataFolder, Package);
        if (!Directory.Exists(folder))
        {
            new PackageFetcher(messages).Unpack(PackageClient.Debian, Package, null, folder, cancellationToken);
        }

        return Of(Read(folder, "train"), Read(folder, "t10k"));
    }

    /// <summary>Tasks of pictures: each has examples of its own.</summary>
    /// <param name="training">[count, 28, 28] bytes and classes; a fifth of each task's 1 800 is for choosing settings.</param>
    /// <param name="test">The same.</param>
    internal static ContinualTasks Of((byte[] Pictures, byte[] Labels) training, (byte[] Pictures, byte[] Labels) test)
    {
        var tasks = new List<ContinualTask>();
        for (var task = 0; task < Tasks; task++)
        {
            ExampleSet Part((byte[] Pictures, byte[] Labels) from, int first, int count)
            {
                int end = Math.Min(from.Labels.Length, first + count);
                var rows = Enumerable.Range(first, Math.Max(0, end - first)).ToArray();
                return new ExampleSet(
                    [.. rows.SelectMany(row => Turned(from.Pictures.AsSpan(row * 784, 784), StepDegrees * task))], [.. rows.Select(row => (long)from.Labels[row])], [Side * Side]);
            }

            var start = task * (Training + Validation);
            tasks.Add(new ContinualTask($"c{task + 1}", Part(training, start, Training), Part(training, start + Training, Validation), Part(test, task * Test, Test)));
        }

        return new ContinualTasks("protocol-c", s_classes, tasks, null);
    }

    /// <summary>A picture turned about its middle and halved: each pixel is the mean of four, between which the original is read linearly.</summary>
    /// <param name="picture">28 × 28 bytes.</param>
    /// <param name="degrees">Against the clock.</param>
    /// <returns>14 × 14 numbers from 0 to 1.</returns>
    internal static float[] Turned(ReadOnlySpan<byte> picture, double degrees)
    {
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(degrees));
        var turned = new float[Side * Side];
        for (var y = 0; y < 2 * Side; y++)
        {
            for (var x = 0; x < 2 * Side; x++)
            {
                double dx = x - Side + 0.5, dy = y - Side + 0.5;
                turned[y / 2 * Side + x / 2] += At(picture, cosine * dx - sine * dy + Side - 0.5, sine * dx + cosine * dy + Side - 0.5) / 4 / 255;
            }
        }

        return turned;
    }

    private static float At(ReadOnlySpan<byte> picture, double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double right = x - left, bottom = y - top, sum = 0;
        for (var corner = 0; corner < 4; corner++)
        {
            int column = left + corner % 2, row = top + corner / 2;
            var weight = (corner % 2 == 0 ? 1 - right : right) * (corner / 2 == 0 ? 1 - bottom : bottom);
            sum += column is >= 0 and < 28 && row is >= 0 and < 28 ? weight * picture[row * 28 + column] : 0;
        }

        return (float)sum;
    }

    private static (byte[] Pictures, byte[] Labels) Read(string folder, string part)
    {
        byte[] Values(string kind, int dimensions)
        {
            var name = $"{part}-{kind}-idx{dimensions}-ubyte.gz";
            var path = Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault()
                ?? throw new IOException($"{name} is not in {folder}; remove the folder and it is fetched again");
            using var stream = File.OpenRead(path);
            var (sizes, values) = IdxFile.Read(stream);
            return sizes.Length == dimensions && (dimensions == 1 || (sizes[1], sizes[2]) == (28, 28))
                ? values
                : throw new InvalidDataException($"{name} is no set of 28 × 28 pictures or their classes");
        }

        return (Values("images", 3), Values("labels", 1));
    }
}
