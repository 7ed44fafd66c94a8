namespace Luxe.Storage.Commit;

/// <summary>Where a write puts its statements: SQLite runs them at once, PostgreSQL gathers them into one round trip.</summary>
internal interface IStatements
{
    void Run(Sql sql, ReadOnlySpan<SqlValue> values);
}

/// <summary>Lets a refused write ask why, on the writer's own connection.</summary>
internal interface IProbe
{
    /// <summary>The first column of the first row as a number, or null.</summary>
    long? Number(Sql sql, ReadOnlySpan<SqlValue> values);
}
