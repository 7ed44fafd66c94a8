namespace Luxe.Cli.Bench.State;

/// <summary>The figures of <c>luxe bench state</c>, by the step that measures them.</summary>
internal static class StateFigures
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>Step and the figures it gives, in the order of a run. The database's name is added to each figure.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Steps = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Write] = ["write-state", "raw-insert", "append-p50-ms", "append-p99-ms"],
        [Http] = ["http-ingest"],
        [Import] = ["import-events"],
        [Activation] = ["activation-p50-ms", "activation-p99-ms"],
        [Resident] = ["bytes-per-client", "bytes-per-heavy-client", "bytes-per-woken-client", "bytes-per-woken-heavy-client", "bytes-per-empty-client"],
        [Big] = ["fill-1m-s", "restart-1m-s", "restart-1m-mb", "serve-1m-p50-ms", "serve-1m-p99-ms", "journey-1m-p99-ms", "backup-1m-s", "verify-1m-s", "store-1m-mb"],
    };

    public const string Write = "write";
    public const string Http = "http";
    public const string Import = "import";
    public const string Activation = "activation";
    public const string Resident = "resident";
    public const string Big = "big";

    /// <summary>The part of <see cref="Big"/> that runs in a process of its own.</summary>
    public const string Serve = "serve";

    /// <summary>The steps that give the named figures, all when none is named; null when a name is unknown.</summary>
    public static IReadOnlyList<string>? StepsFor(IReadOnlyCollection<string> only)
    {
        if (only.Count == 0)
        {
            return [.. Steps.Keys];
        }

        var known = Steps.Values.SelectMany(static names => names).Concat(Steps.Keys).ToArray();
        return only.All(known.Contains)
            ? [.. Steps.Where(step => only.Contains(step.Key) || step.Value.Any(only.Contains)).Select(static step => step.Key)]
            : null;
    }

    /// <summary>The names that may be asked for, in words.</summary>
    public static string Names => string.Join(", ", Steps.Values.SelectMany(static names => names));

    /// <summary>A count as figures' names say it: 1m, 100k, 500.</summary>
    public static string Short(long count) => count switch
    {
        >= 1_000_000 when count % 1_000_000 == 0 => FormattableString.Invariant($"{count / 1_000_000}m"),
        >= 1_000 when count % 1_000 == 0 => FormattableString.Invariant($"{count / 1_000}k"),
        _ => FormattableString.Invariant($"{count}"),
    };
}
