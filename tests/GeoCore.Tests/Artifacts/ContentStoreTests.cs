using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using GeoCore.Artifacts;

namespace GeoCore.Tests.Artifacts;

[SupportedOSPlatform("linux")]
public sealed class ContentStoreTests : IDisposable
{
    private const int Publications = 200;
    private const string Loop = "GEOSUITE_PUBLISHES_INTO";

    private readonly string _home = Directory.CreateTempSubdirectory("store").FullName;

    private string Name => Path.Combine(_home, "land");

    private string Contents => Path.Combine(_home, ContentStore.FolderName);

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void A_name_is_a_relative_link_to_its_content_so_that_the_folder_above_can_move()
    {
        Publish(Name, 1);
        Assert.Equal(Path.Combine(ContentStore.FolderName, DigestOf(1)), new DirectoryInfo(Name).LinkTarget);
        Assert.Equal(1, ReadNumber(Name));
        var moved = _home + "-moved";
        Directory.Move(_home, moved);
        Assert.Equal(1, ReadNumber(Path.Combine(moved, "land")));
        Directory.Move(moved, _home);
    }

    [Fact]
    public void The_content_before_is_kept_and_older_ones_go()
    {
        for (var number = 1; number <= 4; number++)
            Publish(Name, number);
        Publish(Path.Combine(_home, "sea"), 9);
        Assert.Equal(4, ReadNumber(Name));
        Assert.Equal(new[] { DigestOf(3), DigestOf(4), DigestOf(9), "land.before" }.Order(), Entries(Contents));
        Assert.Equal(3, ReadNumber(Path.Combine(Contents, "land.before")));
    }

    [Fact]
    public void Publishing_the_same_again_changes_nothing_and_repairs_what_was_damaged()
    {
        Publish(Name, 1);
        Publish(Name, 2);
        File.WriteAllText(Path.Combine(Name, "data"), "damaged");
        Publish(Name, 2);
        Assert.Equal(2, ReadNumber(Name));
        Assert.Equal(1, ReadNumber(Path.Combine(Contents, "land.before")));
    }

    [Fact]
    public void A_content_that_two_names_share_stays_while_one_of_them_needs_it()
    {
        var sea = Path.Combine(_home, "sea");
        Publish(Name, 1);
        Publish(sea, 1);
        Publish(sea, 2);
        Publish(sea, 3);
        Assert.Equal(1, ReadNumber(Name));
        File.Delete(Name);
        Publish(sea, 4);
        Assert.Equal(new[] { DigestOf(3), DigestOf(4), "sea.before" }.Order(), Entries(Contents));
    }

    [Fact]
    public void A_plain_folder_of_an_earlier_version_is_replaced_and_becomes_the_content_before()
    {
        ArtifactFolder.Replace(Name, FilesOf(1));
        Assert.Null(new DirectoryInfo(Name).LinkTarget);
        Assert.Equal(1, ReadNumber(Name));
        Publish(Name, 2);
        Assert.Equal(2, ReadNumber(Name));
        Assert.Equal(1, ReadNumber(Path.Combine(Contents, "land.before")));
        ArtifactFolder.Replace(Path.Combine(_home, "sea"), FilesOf(2));
        Publish(Path.Combine(_home, "sea"), 2);
        Assert.Equal(2, ReadNumber(Path.Combine(_home, "sea")));
    }

    [Fact]
    public void A_plain_folder_that_was_half_replaced_comes_back_where_there_are_no_links()
    {
        ArtifactFolder.Replace(Name, FilesOf(1));
        Directory.Move(Name, Path.Combine(_home, ".land.old"));
        Directory.CreateDirectory(Path.Combine(_home, ".land.new"));
        ArtifactFolder.Replace(Name, FilesOf(2));
        Assert.Equal(2, ReadNumber(Name));
        Assert.Equal(Name, Assert.Single(Directory.GetFileSystemEntries(_home)));
    }

    [Fact]
    public void A_content_that_cannot_be_read_back_is_never_pointed_to()
    {
        Publish(Name, 1);
        Assert.Throws<InvalidDataException>(() => ContentStore.Publish<int>(Name, FilesOf(2), _ => throw new InvalidDataException()));
        Assert.Equal(1, ReadNumber(Name));
        Publish(Name, 3);
        Assert.Equal(new[] { DigestOf(1), DigestOf(3), "land.before" }.Order(), Entries(Contents));
    }

    [Fact]
    public void What_a_publication_left_behind_that_was_cut_off_goes_with_the_next()
    {
        Publish(Name, 1);
        Directory.CreateDirectory(Path.Combine(Contents, "new-" + DigestOf(2)));
        File.WriteAllText(Path.Combine(Contents, "new-" + DigestOf(2), "card.json"), "half");
        File.CreateSymbolicLink(Path.Combine(Contents, "new-land"), Path.Combine(ContentStore.FolderName, DigestOf(2)));
        Publish(Name, 2);
        Assert.Equal(2, ReadNumber(Name));
        Assert.Equal(new[] { DigestOf(1), DigestOf(2), "land.before" }.Order(), Entries(Contents));
    }

    [Fact]
    public async Task Readers_see_whole_contents_only_while_two_publish()
    {
        Publish(Name, 0);
        using var done = new CancellationTokenSource();
        using var reading = new CountdownEvent(3);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            var seen = new HashSet<int> { ArtifactFolder.Read(Name, ReadNumber) };
            reading.Signal();
            while (!done.IsCancellationRequested)
                seen.Add(ArtifactFolder.Read(Name, ReadNumber));
            seen.Add(ArtifactFolder.Read(Name, ReadNumber));
            return seen.Count;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        var publishers = Enumerable.Range(0, 2).Select(half => Task.Run(() =>
        {
            Assert.True(reading.Wait(TimeSpan.FromSeconds(60)), "The readers did not begin.");
            for (var i = 1; i <= Publications / 2; i++)
                Publish(Name, (2 * i) + half);
        }, CancellationToken.None)).ToArray();
        await Task.WhenAll(publishers);
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen > 1, $"A reader saw {seen} contents."));
        Assert.Contains(ReadNumber(Name), new[] { Publications, Publications + 1 });
        Assert.Equal(3, Entries(Contents).Count());
    }

    [Fact]
    public async Task A_publisher_that_is_killed_leaves_the_old_or_the_new()
    {
        if (Environment.GetEnvironmentVariable(Loop) is { } folder)
        {
            PublishUntilKilled(folder);
            return;
        }


        var random = new Random(11);
        for (var kill = 0; kill < 5; kill++)
        {
            using var child = Start();
            while (!File.Exists(Path.Combine(Name, "data")) && !child.HasExited)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TestContext.Current.CancellationToken);
            Assert.False(child.HasExited, "The publisher ended by itself.");
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            var left = ArtifactFolder.Read(Name, ReadNumber);
            Publish(Name, -1 - kill);
            Assert.Equal(-1 - kill, ReadNumber(Name));
            Assert.Equal(left, ReadNumber(Path.Combine(Contents, "land.before")));
            Assert.Equal(3, Entries(Contents).Count());
            Directory.Delete(Contents, recursive: true);
            File.Delete(Name);
        }
    }

    private static void PublishUntilKilled(string folder)
    {
        const int most = 100_000; // nobody may be left to kill it
        for (var number = 1; number < most; number++)
            Publish(Path.Combine(folder, "land"), number);
    }

    /// <summary>This very test in another process, where it publishes until it is killed.</summary>
    private Process Start()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "GeoCore.Tests"), ["-method", $"{GetType().FullName}.{nameof(A_publisher_that_is_killed_leaves_the_old_or_the_new)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Loop] = _home;
        return Process.Start(start)!;
    }

    private static int Publish(string name, int number) => ContentStore.Publish(name, FilesOf(number), ReadNumber);

    private static IEnumerable<string?> Entries(string folder) => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order();

    private static string DigestOf(int number) => ArtifactFile.Digest(FilesOf(number)["card.json"]);

    private static Dictionary<string, byte[]> FilesOf(int number)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        return new Dictionary<string, byte[]> { ["data"] = text, ["more"] = text, ["card.json"] = text };
    }

    /// <summary>The number that all files of a content have.</summary>
    private static int ReadNumber(string folder)
    {
        var texts = new[] { "card.json", "data", "more" }.Select(file => System.Text.Encoding.UTF8.GetString(ArtifactFile.Read(Path.Combine(folder, file), 100))).ToArray();
        Assert.True(texts.Distinct().Count() == 1, $"The files are of different contents: {string.Join(", ", texts)}.");
        return int.Parse(texts[0], CultureInfo.InvariantCulture);
    }
}
