using Xunit;

namespace Luxe.Tests;

/// <summary>A test that needs PostgreSQL; skipped, with a word on how to get it, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Looks for PostgreSQL.</summary>
    public PostgresFactAttribute() => Skip = PostgresPrograms.Missing!;
}
