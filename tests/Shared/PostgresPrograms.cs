using System.Diagnostics;
using System.Globalization;

namespace Luxe.Tests;

/// <summary>Finds PostgreSQL's programs, or installs them once where that is possible.</summary>
internal static class PostgresPrograms
{
    private static readonly Lazy<string?> Found = new(() => Find() ?? Install());

    /// <summary>The folder of the newest version from 15 on, or null.</summary>
    public static string? Folder => Found.Value;

    /// <summary>Why there is no server; null when there is.</summary>
    public static string? Missing => Folder is null ? "PostgreSQL 15+ not found: apt-get install postgresql" : null;

    /// <summary>Whether this process is root, as which PostgreSQL would not run.</summary>
    public static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>Runs a program as a user that PostgreSQL accepts, with all three streams redirected.</summary>
    public static ProcessStartInfo AsServerUser(string program, params string[] arguments)
    {
        // The caller's folder may be closed to that user, about which every program would complain.
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] line = IsRoot ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program, .. arguments];
        start.FileName = line[0];
        foreach (var argument in line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
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

    // Several test processes may come here at once: the file lock lets one install and the others find the result.
    private static string? Install()
    {
        if (!IsRoot || !File.Exists("/usr/bin/apt-get") || Environment.GetEnvironmentVariable("LUXE_NO_INSTALL") == "1")
        {
            return null;
        }

        const string Script = """
            exec 9>/tmp/luxe-apt.lock; flock 9
            ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
            export DEBIAN_FRONTEND=noninteractive
            mkdir -p /etc/postgresql-common && grep -qs create_main_cluster /etc/postgresql-common/createcluster.conf || echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
            apt-get install -y --no-install-recommends postgresql || { apt-get update && apt-get install -y --no-install-recommends postgresql; }
            """;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return Find();
    }
}
