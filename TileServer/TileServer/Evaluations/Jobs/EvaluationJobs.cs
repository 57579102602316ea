using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Channels;
using GeoCore.Evaluation.Inputs;
using GeoCore.Raster;
using Microsoft.Extensions.Options;
using TileServer.Evaluations.Live;
using TileServer.Hosting;
using TileServer.Http;

namespace TileServer.Evaluations.Jobs;

/// <summary>Evaluations of uploaded files: kept in a folder, run one after another, and taken up again after whatever ended the server.</summary>
internal sealed partial class EvaluationJobs(IOptions<ServerOptions> options, TimeProvider time, ILogger<EvaluationJobs> logger) : BackgroundService
{
    /// <summary>Evaluations that wait at most.</summary>
    internal const int MostWaiting = 16;

    private const string Off = "none", Part = ".part";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, EvaluationJob> _jobs = new(StringComparer.Ordinal);
    private readonly Channel<EvaluationJob> _queue = Channel.CreateUnbounded<EvaluationJob>(new UnboundedChannelOptions { SingleReader = true });
    private FileStream? _own;
    private EvaluationJob? _running;

    private string Folder => options.Value.EvaluationFolder ?? Path.Combine(HomeFolder.Path ?? AppContext.BaseDirectory, "artifacts", "evaluations");

    /// <summary>Begins to receive an evaluation.</summary>
    /// <param name="bytes">How much will come, as far as known.</param>
    /// <param name="id">Its name.</param>
    /// <param name="folder">An empty folder for its files.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal Problem? TryBegin(long bytes, out string id, out string folder)
    {
        id = EvaluationStore.NewId();
        folder = Path.Combine(Folder, id + Part);
        lock (_lock)
        {
            if (!TryOpen(out var reason))
                return new Problem(ProblemKinds.SourceUnavailable) { Detail = reason };
            Forget();
            if (_jobs.Values.Count(job => job.Outcome is null && job != _running) >= MostWaiting)
                return new Problem(ProblemKinds.TooManyRequests) { Detail = $"{MostWaiting} evaluations wait; come again later." };
            if (_jobs.Values.Sum(job => job.Order.Files.Sum(file => file.Bytes)) + bytes > (long)options.Value.EvaluationDisk << 20)
                return new Problem(ProblemKinds.Overloaded) { Detail = "There is no room for the files of another evaluation; delete some, or come again later." };
        }

        Directory.CreateDirectory(Path.Combine(folder, EvaluationJob.UploadFolder));
        return null;
    }

    /// <summary>Accepts an evaluation whose files are there: from the return of this on it is not lost.</summary>
    /// <returns>The job, or the one that came before with the same key; the problem where that was another.</returns>
    internal (EvaluationJob? Job, Problem? Problem) Accept(JobOrder order, string folder)
    {
        var place = Path.Combine(Folder, order.Id);
        OutputFile.Write(folder, EvaluationJob.OrderFile, path =>
        {
            using var file = File.Create(path);
            JsonSerializer.Serialize(file, order, JobJson.Default.JobOrder);
            file.Flush(flushToDisk: true);
        });
        lock (_lock)
        {
            if (order.Key is not null && _jobs.Values.FirstOrDefault(known => known.Order.Key == order.Key) is { } earlier)
            {
                Directory.Delete(folder, recursive: true);
                return earlier.Order.Fingerprint == order.Fingerprint ? (earlier, null) : (null, IdempotencyKey.Mismatch());
            }

            Directory.Move(folder, place);
            var job = new EvaluationJob(order, place);
            _jobs.Add(order.Id, job);
            _queue.Writer.TryWrite(job);
            return (job, null);
        }
    }

    /// <summary>Finds an evaluation.</summary>
    internal bool TryGet(string id, [NotNullWhen(true)] out EvaluationJob? job)
    {
        lock (_lock)
        {
            Forget();
            return _jobs.TryGetValue(id, out job);
        }
    }

    /// <summary>Ends an evaluation and forgets it.</summary>
    internal bool Remove(string id)
    {
        lock (_lock)
        {
            if (!_jobs.Remove(id, out var job))
                return false;
            job.Remove();
            if (job != _running)
                Delete(job.Folder); // else the worker does, when it has let go
            return true;
        }
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // nothing is made where nobody ever sent files
            if (Directory.Exists(Folder) && !TryOpen(out var reason))
                NotOpened(logger, reason);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _own?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                lock (_lock)
                {
                    _running = job;
                }

                await Task.Run(() => Run(job, stoppingToken), CancellationToken.None);
                lock (_lock)
                {
                    _running = null;
                    if (job.IsRemoved)
                        Delete(job.Folder);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what waits is taken up at the next start
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "a job that fails must not end the others")]
    private void Run(EvaluationJob job, CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, job.Removed);
        try
        {
            ended.Token.ThrowIfCancellationRequested();
            job.Tell(null);
            JobRun.Run(job, time, ended.Token);
            job.End(new JobOutcome(time.GetUtcNow(), null));
            Delete(Path.Combine(job.Folder, EvaluationJob.UploadFolder));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            job.Wait();
        }
        catch (Exception fault)
        {
            var isKnown = fault is InputException or RasterException;
            if (!isKnown)
                Failed(logger, fault, job.Order.Id);
            job.End(new JobOutcome(time.GetUtcNow(), isKnown ? JobRun.Cleaned(job, fault.Message) : "Internal error."));
        }
    }

    /// <summary>Takes the folder and what lies in it, unless that was done.</summary>
    private bool TryOpen(out string reason)
    {
        reason = options.Value.EvaluationFolder == Off ? "This server takes no files to evaluate." : "";
        if (_own is not null || reason.Length > 0)
            return _own is not null;
        try
        {
            Directory.CreateDirectory(Folder);
            _own = new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reason = "The folder for evaluations cannot be used, or another server uses it (EvaluationFolder).";
            return false;
        }

        foreach (var folder in Directory.EnumerateDirectories(Folder))
        {
            if (EvaluationJob.Read(folder) is not { } job)
            {
                Delete(folder); // was never accepted
                continue;
            }

            _jobs.Add(job.Order.Id, job);
        }

        foreach (var job in _jobs.Values.Where(job => job.Outcome is null).OrderBy(job => job.Order.Created))
        {
            _queue.Writer.TryWrite(job);
        }

        return true;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromHours(options.Value.EvaluationHours);
        foreach (var job in _jobs.Values.Where(job => job.Outcome?.Finished < oldest).ToList())
        {
            _jobs.Remove(job.Order.Id);
            job.Remove();
            Delete(job.Folder);
        }
    }

    private void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotDeleted(logger, fault.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Evaluation {Id} failed")]
    private static partial void Failed(ILogger logger, Exception fault, string id);

    [LoggerMessage(2, LogLevel.Warning, "Evaluations: {Reason}")]
    private static partial void NotOpened(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Files of an evaluation are still there: {Reason}")]
    private static partial void NotDeleted(ILogger logger, string reason);
}
