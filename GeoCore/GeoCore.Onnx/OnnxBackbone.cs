using GeoCore.Artifacts;
using GeoCore.Geolocation.Models;
using GeoCore.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace GeoCore.Onnx;

/// <summary>A network of an ONNX file, run on the CPU by ONNX Runtime. Safe for threads; whoever disposes of it waits for those who use it.</summary>
/// <remarks>No memory arena: what a picture takes is given back behind it.</remarks>
public sealed class OnnxBackbone : IImageBackbone
{
    private readonly InferenceSession _session;
    private readonly PicturePreparation _preparation;
    private readonly string _input;
    private readonly string _output;
    private readonly ReaderWriterLockSlim _use = new(LockRecursionPolicy.NoRecursion);
    private bool _isDisposed;

    private OnnxBackbone(string name, InferenceSession session, PicturePreparation preparation, OnnxBackboneOptions options)
    {
        (Name, _session, _preparation) = (name, session, preparation);
        _input = Choose(session.InputMetadata, options.Input, "input");
        _output = Choose(session.OutputMetadata, options.Output, "output");
        CheckInput(session.InputMetadata[_input]);
        // the numbers of an output need not be in the file: asking a grey picture tells them
        Width = Run(new float[preparation.Length], CancellationToken.None).Length;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <summary>Loads a network.</summary>
    /// <param name="path">Path of the file; weights outside of it lie beside it.</param>
    /// <param name="preparation">What is done to pictures.</param>
    /// <param name="options">Null for one thread, the only input and the first output.</param>
    /// <exception cref="ArtifactException">The file is missing, no network, or does not take such pictures; the message names it.</exception>
    public static OnnxBackbone Load(string path, PicturePreparation preparation, OnnxBackboneOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new ArtifactException($"{Path.GetFileName(path)}: there is no such file.");
        return Create(Path.GetFileName(path), session => new InferenceSession(path, session), preparation, options);
    }

    /// <summary>Loads a network from memory.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="content">Content of the file.</param>
    /// <param name="preparation">What is done to pictures.</param>
    /// <param name="options">Null for one thread, the only input and the first output.</param>
    /// <exception cref="ArtifactException">The content is no network, or does not take such pictures; the message names it.</exception>
    public static OnnxBackbone Load(string name, byte[] content, PicturePreparation preparation, OnnxBackboneOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Create(name, session => new InferenceSession(content, session), preparation, options);
    }

    /// <inheritdoc/>
    public void Embed(Picture picture, Span<float> embedding, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (embedding.Length < Width)
            throw new ArgumentException($"An embedding of {Width} numbers does not fit {embedding.Length}.", nameof(embedding));
        var input = new float[_preparation.Length];
        _preparation.Write(picture, input, cancellationToken);
        Run(input, cancellationToken).CopyTo(embedding);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _use.EnterWriteLock();
        try
        {
            if (!_isDisposed)
                _session.Dispose();
            _isDisposed = true;
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    private static OnnxBackbone Create(
        string name, Func<SessionOptions, InferenceSession> open, PicturePreparation preparation, OnnxBackboneOptions? options)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        options ??= new OnnxBackboneOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        if (preparation.Fault is { } fault)
            throw new ArtifactException($"{name}: the preparation of pictures does not fit: {fault}.");
        InferenceSession? session = null;
        try
        {
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = options.Threads,
                InterOpNumThreads = 1,
                EnableCpuMemArena = false,
                EnableMemoryPattern = false,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            session = open(settings);
            return new OnnxBackbone(name, session, preparation, options);
        }
        catch (OnnxRuntimeException error)
        {
            session?.Dispose();
            throw new ArtifactException($"{name}: {OneLine(error.Message)}", error);
        }
        catch (ArtifactException)
        {
            session?.Dispose();
            throw;
        }
    }

    private float[] Run(float[] input, CancellationToken cancellationToken)
    {
        _use.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            using var run = new RunOptions();
            using var stop = cancellationToken.Register(() => run.Terminate = true);
            using var tensor = OrtValue.CreateTensorValueFromMemory(input, _preparation.Shape);
            using var results = _session.Run(run, [_input], [tensor], [_output]);
            var embedding = results[0].GetTensorDataAsSpan<float>().ToArray();
            return Array.TrueForAll(embedding, float.IsFinite)
                ? embedding
                : throw new ArtifactException($"{Name}: the output '{_output}' holds a number that is not finite.");
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    private string Choose(IReadOnlyDictionary<string, NodeMetadata> nodes, string? wanted, string kind)
    {
        if (wanted is not null)
        {
            return nodes.TryGetValue(wanted, out var found) && found.IsTensor && found.ElementType == typeof(float)
                ? wanted
                : throw new ArtifactException($"{Name}: there is no {kind} '{wanted}' of floats; there are {string.Join(", ", nodes.Keys)}.");
        }

        var (name, first) = nodes.First();
        if (kind == "input" && nodes.Count > 1)
            throw new ArtifactException($"{Name}: one of the inputs has to be named; there are {string.Join(", ", nodes.Keys)}.");
        return first.IsTensor && first.ElementType == typeof(float) ? name : throw new ArtifactException($"{Name}: the {kind} '{name}' is no tensor of floats.");
    }

    private void CheckInput(NodeMetadata input)
    {
        var wanted = _preparation.Shape;
        // a size of −1 is known only when the network runs
        var fits = input.Dimensions.Length == wanted.Length && wanted.Zip(input.Dimensions).All(pair => pair.Second < 1 || pair.Second == pair.First);
        if (!fits)
            throw new ArtifactException($"{Name}: the input '{_input}' is [{string.Join(", ", input.Dimensions)}], and pictures are prepared as [{string.Join(", ", wanted)}].");
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
