using System.Text;
using Npgsql;

namespace Luxe.Storage.Postgres;

/// <summary>What PostgreSQL's errors mean for a batch.</summary>
internal static class PostgresFaults
{
    /// <summary>The server met a damaged page or index (class XX) on the way of one write; others may go another way.</summary>
    public static bool IsDamage(Exception fault) => fault is PostgresException { SqlState: ['X', 'X', ..] };

    /// <summary>
    /// One write is to blame: bad data (22), integrity (23), a row touched twice (21), limits (54), untranslatable text, or damage where it leads.
    /// </summary>
    public static bool IsOfTheRow(Exception fault) => fault switch
    {
        PostgresException { SqlState: var state } => state[..2] is "21" or "22" or "23" or "54" or "XX",
        EncoderFallbackException or InvalidCastException or ArgumentException or OverflowException => true,
        NpgsqlException { InnerException: EncoderFallbackException } => true,
        _ => false,
    };

    /// <summary>Two transactions met; the server undid ours and asks to try again.</summary>
    public static bool IsCollision(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>What the network, the server and this library throw when the server is not there or cannot serve.</summary>
    public static bool IsOfTheServer(Exception fault) => fault is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException;
}
