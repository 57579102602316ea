using System.CommandLine;
using System.Globalization;
using Learners.Host.Queue;
using Learners.Host.Registry;

namespace Learners.Host.Commands;

/// <summary><c>host …</c>: the daemon that queues and trains jobs.</summary>
internal static class HostCommand
{
    private const double LeastGiB = 0.25;

    internal static Command Create(LearnerRegistry registry, TextWriter output, TextWriter error, TimeProvider time)
    {
        var urls = new Option<string[]>("--urls") { Description = $"Where to listen; {HostSettings.DefaultUrl} when not given", DefaultValueFactory = _ => [] };
        var folder = new Option<string?>("--folder") { Description = "Folder of the store and of the jobs; artifacts/host when not given" };
        var models = new Option<string?>("--models") { Description = "Folder in which models are published; artifacts/models when not given" };
        var memory = new Option<double?>("--cpu-memory") { Description = "GiB that jobs on the processor may use together; 80 % of the memory when not given" };
        var keys = new Option<string?>("--keys") { Description = $"File with the SHA-256 of a key on each line, for clients on other machines; {Api.ApiKeys.Variable} may hold one key too" };
        var restarts = new Option<int>("--restarts") { Description = "How often in a row a trainer may be killed without a new checkpoint before its job fails", DefaultValueFactory = _ => 5 };
        var data = new Option<string?>("--data-folder") { Description = "Where training data lie or are fetched to; artifacts/data when not given" };
        var source = new Option<string[]>("--source") { Description = "File or folder of a data set as name=path; may be repeated", DefaultValueFactory = _ => [] };
        var command = new Command("host", "Queue jobs, share the devices between them, and train them in processes of their own")
        {
            urls, folder, models, memory, keys, restarts, data, source,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var given = result.GetValue(urls)!;
            var settings = new HostSettings(
                given.Length > 0 ? given.Select(Checked).ToList() : [HostSettings.DefaultUrl],
                Path.GetFullPath(result.GetValue(folder) ?? Path.Combine(Home.Folder, "artifacts", "host")),
                Path.GetFullPath(result.GetValue(models) ?? Path.Combine(Home.Folder, "artifacts", "models")),
                result.GetValue(memory) is { } gibibytes ? Bytes(gibibytes) : null,
                result.GetValue(keys),
                result.GetValue(restarts) is var count and >= 1 and <= 1_000_000 ? count : throw new UsageException("--restarts is 1 to 1000000"),
                result.GetValue(data),
                Sources(result.GetValue(source)!),
                result.GetValue<string?>("--plugins"));
            var learners = registry.Definitions;
            IReadOnlyList<LearnerOffer> offers = [.. learners.Select(definition => new LearnerOffer(definition.Card, definition.EstimateMemory) { Questions = definition.Questions })];
            return new TrainingHost(settings, offers, output, error, time).RunAsync(cancellationToken);
        });
        return command;
    }

    private static string Checked(string url) =>
        Uri.TryCreate(url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttp && address.AbsolutePath == "/"
            ? url
            : throw new UsageException($"--urls takes addresses such as {HostSettings.DefaultUrl}, not '{url}'");

    private static long Bytes(double gibibytes) => gibibytes is >= LeastGiB and <= 1e6
        ? (long)(gibibytes * (1L << 30))
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--cpu-memory is {LeastGiB} GiB or more, not {gibibytes}"));

    private static Dictionary<string, string> Sources(IEnumerable<string> pairs)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            sources[cut > 0 ? pair[..cut] : throw new UsageException($"--source takes name=path, not '{pair}'")] = Path.GetFullPath(pair[(cut + 1)..]);
        }

        return sources;
    }
}
