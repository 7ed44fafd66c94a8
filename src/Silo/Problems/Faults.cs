using Luxe.Storage;
using Orleans.Storage;

namespace Luxe.Silo.Problems;

/// <summary>Which faults pass by themselves (try again) and which will come back with the same input.</summary>
internal static class Faults
{
    /// <summary>
    /// True when the same request may succeed later: storage away or contended, a silo stopping, a call that timed out.
    /// Storage providers' faults arrive wrapped, so the whole chain of causes is looked at.
    /// </summary>
    public static bool IsTransient(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is StorageUnavailableException or JournalConflictException or InboxConflictException or InconsistentStateException
                or SiloUnavailableException or OrleansMessageRejectionException or TimeoutException or OperationCanceledException
                or System.Data.Common.DbException)
            {
                return true;
            }

            if (cause is AggregateException { InnerExceptions: [.., var last] } && IsTransient(last))
            {
                return true;
            }
        }

        return false;
    }
}
