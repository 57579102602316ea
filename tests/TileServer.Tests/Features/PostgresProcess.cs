using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TileServer.Tests.Features;

/// <summary>A PostgreSQL with PostGIS of the system's packages, with a database of its own that is gone afterwards.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder;
    private readonly string _programs;
    private readonly int _port;
    private bool _isStopped;

    private PostgresProcess(string programs, DirectoryInfo folder, int port) => (_programs, _folder, _port) = (programs, folder, port);

    /// <summary>Connection as Npgsql reads it.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username=geosuite;Password=well-hidden;Database=postgres;Pooling=true;Timeout=10";

    /// <summary>Starts one; skips the test where there is none.</summary>
    public static async Task<PostgresProcess> StartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))) : null;
        var hasPostgis = Directory.Exists("/usr/share/postgresql") && Directory.GetFiles("/usr/share/postgresql", "postgis.control", SearchOption.AllDirectories).Length > 0;
        Assert.SkipWhen(programs is null || !hasPostgis, "PostgreSQL with PostGIS is not installed here (Debian: postgresql, postgresql-15-postgis-3): layers of its tables are not tried.");
        var process = new PostgresProcess(programs!, Directory.CreateTempSubdirectory("geosuite-postgres-"), FreePort());
        try
        {
            await process.PrepareAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the database; the files stay.</summary>
    public async Task StopAsync()
    {
        _isStopped = true;
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped && File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync();
        _folder.Delete(recursive: true);
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private async Task PrepareAsync()
    {
        var secret = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, "well-hidden", TestContext.Current.CancellationToken);
        if (Environment.UserName == "root")
        {
            // the database refuses to run as root, whose package has made a user for it
            using var owner = Process.Start("chown", ["-R", "postgres", _folder.FullName]);
            await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await RunAsync("initdb", "-D", Data, "-U", "geosuite", "--auth=scram-sha-256", "--pwfile=" + secret, "-N"));
        Assert.Equal(0, await RunAsync(
            "pg_ctl", "-D", Data, "-w", "-t", "110", "-l", Path.Combine(_folder.FullName, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off", "start"));
    }

    private async Task<int> RunAsync(string program, params string[] arguments)
    {
        // the server goes on after the program that starts it, and would hold a pipe open
        string[] words = ["sh", "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", Path.Combine(_programs, program), .. arguments];
        var start = Environment.UserName == "root" ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", .. words]) : new ProcessStartInfo(words[0], words[1..]);
        start.WorkingDirectory = _folder.FullName;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(s_patience);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
