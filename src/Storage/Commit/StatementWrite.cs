using Luxe.Storage.Databases;

namespace Luxe.Storage.Commit;

/// <summary>A write of independent statements of one kind: log entries, list rows, values.</summary>
internal sealed class StatementWrite(Sql sql, IReadOnlyList<SqlValue[]> runs) : Write
{
    public override ReadOnlySpan<string> Streams => [];

    public override int Rows => runs.Count;

    public override long Bytes { get; } = runs.Sum(static r => r.Sum(static v => (long)v.Bytes.Length));

    public override void Render(IStatements statements)
    {
        foreach (var values in runs)
        {
            statements.Run(sql, values);
        }
    }

    public static StatementWrite One(Sql sql, params SqlValue[] values) => new(sql, [values]);

    /// <summary>Refuses what neither database could hold.</summary>
    public StatementWrite Checked(int maxRowBytes)
    {
        foreach (var value in runs.SelectMany(static r => r))
        {
            Check.Text(value.Text, nameof(value));
            Check.Size(value.Bytes, maxRowBytes);
        }

        return this;
    }
}
