using System.Reflection;
using Xunit.Sdk;

namespace Luxe.Tests;

/// <summary>Runs a theory on SQLite: passes <c>"sqlite"</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["sqlite"]];
}

/// <summary>Runs a theory on PostgreSQL: passes <c>"postgres"</c>; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    /// <summary>Looks for PostgreSQL.</summary>
    public OnPostgresAttribute() => Skip = PostgresPrograms.Missing!;

    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [["postgres"]];
}
