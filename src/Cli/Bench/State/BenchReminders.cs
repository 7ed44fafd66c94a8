using System.Data;
using System.Data.Common;
using Luxe.Contracts.Customers;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Luxe.Cli.Bench.State;

/// <summary>Reminders of many clients, put into Orleans' table as its provider would put them, in a few large transactions.</summary>
internal static class BenchReminders
{
    private const int PerTransaction = 50_000;

    /// <summary>How far ahead a client's grain sets a reminder at most.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    private const string Insert = """
        INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
        VALUES (@ServiceId, @GrainId, 'milestone', @StartTime, @Period, @GrainHash, 0)
        """;

    public static async Task WriteAsync(BenchDatabase database, StateHouse house, int clients, int every, DateTimeOffset now, CancellationToken cancellation)
    {
        var service = house.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId;
        var chance = new Random(5);
        await using var connection = await database.OpenGrainsAsync(cancellation);
        for (var first = 0; first < clients; first += PerTransaction * every)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            BenchDatabase.SetText(command, Insert);
            Add(command, "ServiceId", DbType.String).Value = service;
            Add(command, "Period", DbType.Int64).Value = (long)Ahead.TotalMilliseconds;
            var (id, start, hash) = (Add(command, "GrainId", DbType.String), Add(command, "StartTime", DbType.DateTime), Add(command, "GrainHash", DbType.Int32));
            for (var number = first; number < Math.Min(clients, first + (PerTransaction * every)); number += every)
            {
                var grain = house.Grains.GetGrain<ICustomerGrain>(BenchClients.Id(number)).GetGrainId();
                (id.Value, hash.Value) = (grain.ToString(), unchecked((int)grain.GetUniformHashCode()));
                start.Value = (now + (Ahead * chance.NextDouble())).UtcDateTime;
                await command.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
    }

    private static DbParameter Add(DbCommand command, string name, DbType type)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType) = (name, type);
        command.Parameters.Add(parameter);
        return parameter;
    }
}
