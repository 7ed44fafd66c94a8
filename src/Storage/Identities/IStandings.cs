namespace Luxe.Storage;

/// <summary>
/// How customers are known, one row each; none for those who were known by a user id from the start. Holds ids and keyed hashes, nothing readable; lasts
/// as long as the customer, and goes with her claims when she is erased.
/// </summary>
public interface IStandings
{
    /// <summary>Her row, or null.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read now.</exception>
    Task<StandingRow?> FindAsync(string customer, CancellationToken cancellationToken = default);

    /// <summary>Writes her row if it is still as expected (null: not there); false when somebody else wrote it.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot commit now.</exception>
    Task<bool> TryPutAsync(StandingRow row, StandingRow? expected, CancellationToken cancellationToken = default);
}

/// <summary>How a customer is known.</summary>
/// <param name="Customer">Customer id.</param>
/// <param name="Standing">The grains' number for it.</param>
/// <param name="Into">Whose sequence hers was; while she is being named, the key of the user id that is being claimed for her; or null.</param>
/// <param name="Namings">How many are naming her.</param>
public sealed record StandingRow(string Customer, int Standing, string? Into, int Namings);
