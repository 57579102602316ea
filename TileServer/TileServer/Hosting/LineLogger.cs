namespace TileServer.Hosting;

/// <summary>Writes one line per message to the error stream: time, level, category, text, and the fault's own words.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _writing = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(LogLevel level, string category, string text, Exception? fault)
    {
        var word = level switch { LogLevel.Critical => "fatal", LogLevel.Error => "error", LogLevel.Warning => "warning", LogLevel.Information => "info", _ => "debug" };
        var line = $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {word} {category}: {text}";
        if (fault is not null)
            line += $" | {fault}";
        lock (_writing)
            writer.WriteLine(line.ReplaceLineEndings(" ⏎ "));
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
