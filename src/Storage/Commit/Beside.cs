namespace Luxe.Storage.Commit;

/// <summary>One statement that stands or falls with a write.</summary>
/// <param name="Sql">The statement, a static field like all of them.</param>
/// <param name="Values">Its values.</param>
internal readonly record struct Beside(Sql Sql, SqlValue[] Values);
