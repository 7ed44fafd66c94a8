using System.Text;
using SQLitePCL;

namespace Luxe.Storage.Sqlite;

/// <summary>
/// A prepared statement over SQLite's own API: the writer's hot path, where ADO.NET's parameter objects and payload copies cost more than the insert.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[512];

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteFault.Check(database, raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Runs to the end and returns the rows changed.</summary>
    public int Run(ReadOnlySpan<Commit.SqlValue> values)
    {
        try
        {
            Bind(values);
            var code = Step();
            SqliteFault.Check(_database, code == raw.SQLITE_DONE || code == raw.SQLITE_ROW ? raw.SQLITE_OK : code);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Number(ReadOnlySpan<Commit.SqlValue> values)
    {
        try
        {
            Bind(values);
            var code = Step();
            if (code == raw.SQLITE_ROW)
            {
                return raw.sqlite3_column_type(_statement, 0) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(_statement, 0);
            }

            SqliteFault.Check(_database, code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
            return null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Step() => raw.sqlite3_step(_statement);

    private void Bind(ReadOnlySpan<Commit.SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            ref readonly var value = ref values[i];
            var code = value.Kind switch
            {
                Commit.SqlKind.Number => raw.sqlite3_bind_int64(_statement, i + 1, value.Number),
                // A null span would bind NULL: an empty payload must stay an empty payload.
                Commit.SqlKind.Bytes when value.Bytes.IsEmpty => raw.sqlite3_bind_zeroblob(_statement, i + 1, 0),
                Commit.SqlKind.Bytes => raw.sqlite3_bind_blob(_statement, i + 1, value.Bytes.Span),
                _ => BindText(i + 1, value.Text),
            };
            SqliteFault.Check(_database, code);
        }
    }

    private int BindText(int index, string? text)
    {
        if (text is null)
        {
            return raw.sqlite3_bind_null(_statement, index);
        }

        if (text.Length == 0)
        {
            // An empty span is passed as a null pointer, which SQLite reads as NULL.
            return raw.sqlite3_bind_text(_statement, index, "");
        }

        var room = Utf8.GetMaxByteCount(text.Length);
        if (room > _text.Length)
        {
            _text = new byte[room];
        }

        return raw.sqlite3_bind_text(_statement, index, _text.AsSpan(0, Utf8.GetBytes(text, _text)));
    }
}
