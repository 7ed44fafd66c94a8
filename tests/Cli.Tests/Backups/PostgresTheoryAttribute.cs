using Luxe.Tests;

namespace Luxe.Cli.Tests.Backups;

/// <summary>A theory that needs PostgreSQL; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for PostgreSQL.</summary>
    public PostgresTheoryAttribute() => Skip = PostgresPrograms.Missing!;
}
