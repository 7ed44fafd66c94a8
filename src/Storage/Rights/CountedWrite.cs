using Luxe.Storage.Commit;

namespace Luxe.Storage.Rights;

/// <summary>Statements that take something away whose time is over, and how much it was, in one transaction.</summary>
internal sealed class CountedWrite(Sql sql, SqlValue[][] runs, RetentionPlace place, string rule, long count) : Write
{
    private static readonly Sql Met = new("""
        INSERT INTO retention_count (day, shard, rule, met) VALUES ($1, $2, $3, $4) ON CONFLICT (day, shard, rule) DO UPDATE SET met = retention_count.met + excluded.met
        """);

    public override ReadOnlySpan<string> Streams => [];

    public override int Rows => runs.Length + 1;

    public override long Bytes => 0;

    public override void Render(IStatements statements)
    {
        foreach (var values in runs)
        {
            statements.Run(sql, values);
        }

        Render(statements, place, rule, count);
    }

    internal static void Render(IStatements statements, RetentionPlace place, string rule, long count) => statements.Run(Met, [(long)place.Day, (long)place.Shard, rule, count]);
}
