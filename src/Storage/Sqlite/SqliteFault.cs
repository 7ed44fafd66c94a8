using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>An error that SQLite returned.</summary>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    public int Code { get; } = code;

    /// <summary>Whether the statement's own values are to blame, so that the rest of the transaction can go on.</summary>
    public bool IsOfTheRow => Code is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    public static void Check(sqlite3 database, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteFault(code & 0xff, raw.sqlite3_errmsg(database).utf8_to_string());
        }
    }
}
