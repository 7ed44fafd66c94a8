using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Luxe.Cli.Bench.State;

/// <summary>
/// A PostgreSQL server of the bench's own, from the installed programs, in a folder of its own on a free loopback port, flushing as in production.
/// It ends when disposed, and when this process dies: its keeper waits on a pipe from here.
/// </summary>
internal sealed class BenchPostgres : IAsyncDisposable
{
    // $1: programs, $2: port, $3: folder. Settings beyond the installed ones are those that any operator would make first.
    private const string Keeper = """
        programs=$1; port=$2; dir=$3
        trap : INT HUP TERM
        "$programs/initdb" -D "$dir/data" -U luxe -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { tail -3 "$dir/initdb.log" >&2; exit 1; }
        printf "port=%s\nlisten_addresses='127.0.0.1'\nunix_socket_directories='%s'\nmax_connections=100\nfsync=on\nshared_buffers=512MB\nmax_wal_size=4GB\nmaintenance_work_mem=256MB\n" "$port" "$dir" >>"$dir/data/postgresql.conf"
        "$programs/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" start >/dev/null 2>&1 </dev/null || { tail -3 "$dir/log" >&2; exit 1; }
        echo ready
        cat >/dev/null
        "$programs/pg_ctl" -D "$dir/data" -m fast stop >/dev/null 2>&1
        """;

    private readonly Process _keeper;
    private readonly string _folder;
    private readonly bool _keep;

    private BenchPostgres(Process keeper, string folder, int port, bool keep)
    {
        (_keeper, _folder, _keep) = (keeper, folder, keep);
        Server = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=luxe;Database=postgres");
    }

    /// <summary>A connection string to its maintenance database.</summary>
    public string Server { get; }

    /// <summary>Why there can be none; null when there can.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL 15 or later is not installed (apt-get install postgresql), and no --postgres-server was given" : null;

    /// <summary>The folder of the newest installed programs from 15 on, or null.</summary>
    public static string? Programs { get; } = Find();

    public static async Task<BenchPostgres> StartAsync(string folder, bool keep, CancellationToken cancellation)
    {
        var programs = Programs ?? throw new InvalidOperationException(Missing);
        var port = FreePort();
        using var making = Process.Start("mkdir", ["-p", folder]);
        await making.WaitForExitAsync(cancellation);
        var start = AsServerUser("/bin/sh", "-c", Keeper, "luxe-pg", programs, port.ToString(CultureInfo.InvariantCulture), folder);
        if (Environment.UserName == "root")
        {
            using var owner = Process.Start("chown", ["postgres", folder]);
            await owner.WaitForExitAsync(cancellation);
        }

        var keeper = Process.Start(start)!;
        return await keeper.StandardOutput.ReadLineAsync(cancellation) is "ready"
            ? new BenchPostgres(keeper, folder, port, keep)
            : throw new InvalidOperationException("PostgreSQL did not start: " + (await keeper.StandardError.ReadToEndAsync(cancellation)).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        if (!_keep)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A program as a user that PostgreSQL accepts.</summary>
    private static ProcessStartInfo AsServerUser(string program, params string[] arguments)
    {
        string[] line = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program, .. arguments];
        return new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
    }

    private static string? Find()
    {
        const string Root = "/usr/lib/postgresql";
        return !Directory.Exists(Root)
            ? null
            : Directory.GetDirectories(Root)
                .Select(static d => (Folder: Path.Combine(d, "bin"), Version: int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0))
                .Where(static d => d.Version >= 15 && File.Exists(Path.Combine(d.Folder, "initdb")))
                .OrderByDescending(static d => d.Version)
                .Select(static d => d.Folder)
                .FirstOrDefault();
    }

    private static int FreePort()
    {
        // Below the range from which the system gives ports to connections: nobody is given this one before it is listened on, or between two starts.
        while (true)
        {
            var port = System.Security.Cryptography.RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
