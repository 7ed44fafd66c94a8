using System.Diagnostics;
using System.Globalization;

namespace Luxe.Tests;

/// <summary>
/// A throw-away PostgreSQL server from the distribution's package, on a free loopback port, flushing to disk as in production.
/// It ends when disposed, and also when this process dies: its keeper waits on a pipe from here.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // The keeper runs as the server's user: initdb and postgres refuse to run as root. $1: programs, $2: port.
    private const string Keeper = """
        programs=$1; port=$2
        trap : INT HUP TERM
        dir=$(mktemp -d /tmp/luxe-pg-XXXXXX) || exit 1
        end() { for d in data standby; do [ -d "$dir/$d" ] && "$programs/pg_ctl" -D "$dir/$d" -m immediate stop >/dev/null 2>&1; done; rm -rf "$dir"; }
        "$programs/initdb" -D "$dir/data" -U luxe -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { tail -3 "$dir/initdb.log" >&2; rm -rf "$dir"; exit 1; }
        printf "port=%s\nlisten_addresses='127.0.0.1'\nunix_socket_directories='%s'\nmax_connections=400\nfsync=on\n" "$port" "$dir" >>"$dir/data/postgresql.conf"
        "$programs/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" start >/dev/null 2>&1 </dev/null || { tail -3 "$dir/log" >&2; rm -rf "$dir"; exit 1; }
        echo "$dir"
        cat >/dev/null
        end
        """;

    private const int Attempts = 3;

    private static readonly Lazy<Task<PostgresServer>> One = new(() => StartNewAsync());
    private readonly Process _keeper;
    private readonly string _folder;
    private int _databases;

    private PostgresServer(Process keeper, string folder, int port)
    {
        _keeper = keeper;
        _folder = folder;
        Port = port;
    }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The server that all tests of this process share; started at first use.</summary>
    public static Task<PostgresServer> SharedAsync() => One.Value;

    /// <summary>A server of one's own, for tests that stop it.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var programs = PostgresPrograms.Folder ?? throw new InvalidOperationException(PostgresPrograms.Missing);
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Free();
            var keeper = Process.Start(PostgresPrograms.AsServerUser("/bin/sh", "-c", Keeper, "luxe-pg", programs, port.ToString(CultureInfo.InvariantCulture)))!;
            if (await keeper.StandardOutput.ReadLineAsync() is { Length: > 0 } folder)
            {
                return new PostgresServer(keeper, folder, port);
            }

            var said = await keeper.StandardError.ReadToEndAsync();
            keeper.Dispose();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException("PostgreSQL did not start: " + said);
            }
        }
    }

    /// <summary>A new, empty database's connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"luxe{Interlocked.Increment(ref _databases)}");
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "luxe", name);
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=luxe;Database={name}");
    }

    /// <summary>A new, empty database whose tables lie in a folder of the caller's; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string folder)
    {
        if (PostgresPrograms.IsRoot)
        {
            using var owner = Process.Start("chown", ["postgres", folder]);
            await owner.WaitForExitAsync();
        }

        var maintenance = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={Port} user=luxe dbname=postgres");
        await RunAsync("psql", "-q", maintenance, "-c", $"CREATE TABLESPACE own LOCATION '{folder}'");
        await RunAsync("psql", "-q", maintenance, "-c", "CREATE DATABASE own TABLESPACE own");
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=luxe;Database=own");
    }

    /// <summary>A second server that follows this one; from now on a commit is answered when both have it on disk.</summary>
    public async Task StartStandbyAsync()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var own = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        await RunAsync("pg_basebackup", "-h", "127.0.0.1", "-p", port, "-U", "luxe", "-D", Standby, "-R", "-X", "stream", "-c", "fast");
        await RunAsync("pg_ctl", "-D", Standby, "-o", $"-p {own}", "-s", "-w", "-t", "60", "-l", _folder + "/standby.log", "start");
        var maintenance = $"host=127.0.0.1 port={port} user=luxe dbname=postgres";
        await RunAsync("psql", "-q", maintenance, "-c", "ALTER SYSTEM SET synchronous_standby_names = '*'", "-c", "SELECT pg_reload_conf()", "-o", "/dev/null");
    }

    /// <summary>The server is gone for good, and the one that followed it takes its place and its address.</summary>
    public async Task FailOverAsync()
    {
        await CrashAsync();
        await RunAsync("pg_ctl", "-D", Standby, "-s", "-w", "-t", "60", "promote");
        await RunAsync("pg_ctl", "-D", Standby, "-m", "fast", "-s", "-w", "stop");
        await RunAsync("pg_ctl", "-D", Standby, "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port}"), "-s", "-w", "-t", "60", "-l", _folder + "/standby.log", "start");
    }

    private string Standby => _folder + "/standby";

    /// <summary>Stops the server without a checkpoint, as a crash would.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-s", "-w", "stop");

    /// <summary>Starts it again on the same port; it recovers from its log.</summary>
    public Task RestartAsync() => RunAsync("pg_ctl", "-D", _folder + "/data", "-s", "-w", "-t", "60", "-l", _folder + "/log", "start");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = PostgresPrograms.AsServerUser(Path.Combine(PostgresPrograms.Folder!, program), arguments);
        // A server started here would inherit a pipe of ours and hold it open for ever.
        start.RedirectStandardOutput = start.RedirectStandardError = false;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{program} ended with {process.ExitCode}."));
        }
    }
}
