using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Luxe.Storage.Backup;

/// <summary>PostgreSQL's own programs for backup, on the path or where the distribution puts them. What they need to connect goes through their environment: nobody else can read it.</summary>
internal static class PostgresPrograms
{
    public static async Task RunAsync(string program, string connection, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        Connect(start, new NpgsqlConnectionStringBuilder(connection));
        using var process = Start(start, program);
        var said = process.StandardError.ReadToEndAsync(cancellation);
        _ = process.StandardOutput.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            // The first line says what is wrong; the following quote statements, which may hold data.
            throw new StorageUnavailableException($"{program} ended with {process.ExitCode}: {(await said).Trim().Split('\n')[0]}");
        }
    }

    /// <summary>The newest one there is: it must not be older than the server.</summary>
    private static string Find(string program)
    {
        const string Root = "/usr/lib/postgresql";
        var newest = !Directory.Exists(Root) ? null : Directory.GetDirectories(Root)
            .Select(static folder => (Folder: folder, Version: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0))
            .OrderByDescending(static found => found.Version)
            .Select(found => Path.Combine(found.Folder, "bin", program))
            .FirstOrDefault(File.Exists);
        return newest ?? program;
    }

    private static Process Start(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new StorageUnavailableException($"{program} is not installed here (apt-get install postgresql-client).");
        }
    }

    private static void Connect(ProcessStartInfo start, NpgsqlConnectionStringBuilder settings)
    {
        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                start.Environment[name] = value;
            }
        }

        Set("PGHOST", settings.Host);
        Set("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGUSER", settings.Username);
        Set("PGPASSWORD", settings.Password);
        Set("PGPASSFILE", settings.Passfile);
        Set("PGDATABASE", settings.Database);
        Set("PGSSLROOTCERT", settings.RootCertificate);
        Set("PGSSLMODE", settings.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        });
    }
}
