namespace Luxe.Storage.OrleansTables;

/// <summary>The words in which the two databases differ.</summary>
/// <param name="Prepare">Runs outside the transaction.</param>
/// <param name="Lock">Keeps others out of the schema until the transaction ends.</param>
/// <param name="Words">Word by word, what stands for a <c>{word}</c> of the texts.</param>
internal sealed record OrleansDialect(string Prepare, string Lock, IReadOnlyDictionary<string, string> Words)
{
    public static readonly OrleansDialect Postgres = new(
        "",
        "SELECT pg_advisory_xact_lock(7247263951)",
        new Dictionary<string, string>
        {
            ["int"] = "integer",
            ["long"] = "bigint",
            ["text"] = "text",
            ["bytes"] = "bytea",
            ["stamp"] = "timestamp",
            ["instant"] = "timestamptz(3)",
            ["now"] = "now() AT TIME ZONE 'utc'",
            ["deleted"] = "WITH gone AS (DELETE",
            ["count deleted"] = " RETURNING 1) SELECT COUNT(*) FROM gone",
        });

    // A SQLite transaction that begins at once takes the write lock, so no other lock is needed.
    public static readonly OrleansDialect Sqlite = new(
        "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL",
        "",
        new Dictionary<string, string>
        {
            ["int"] = "INTEGER",
            ["long"] = "INTEGER",
            ["text"] = "TEXT",
            ["bytes"] = "BLOB",
            ["stamp"] = "TEXT",
            ["instant"] = "TEXT",
            ["now"] = "datetime('now')",
            ["deleted"] = "DELETE",
            ["count deleted"] = "; SELECT changes()",
        });

    public string Render(string text) => Words.Aggregate(text, static (sql, word) => sql.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal));
}
