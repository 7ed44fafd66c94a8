using Luxe.Storage.Commit;
using Luxe.Storage.Databases;

namespace Luxe.Storage.Identities;

internal sealed class StandingStore(Database database, Committer committer) : IStandings
{
    private static readonly Sql PutNew = new("INSERT INTO standing (customer, standing, into_customer, namings) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");

    private static readonly Sql PutOver = new("""
        UPDATE standing SET standing = $1, into_customer = $2, namings = $3
        WHERE customer = $4 AND standing = $5 AND COALESCE(into_customer, '') = COALESCE($6, '') AND namings = $7
        """);

    public Task<StandingRow?> FindAsync(string customer, CancellationToken cancellationToken = default) => database.FirstAsync(
        "SELECT customer, standing, into_customer, namings FROM standing WHERE customer = $1",
        static row => new StandingRow(row.GetString(0), (int)row.GetInt64(1), row.Text(2), (int)row.GetInt64(3)),
        cancellationToken,
        customer);

    public async Task<bool> TryPutAsync(StandingRow row, StandingRow? expected, CancellationToken cancellationToken = default)
    {
        Check.Key(row.Customer, nameof(row.Customer));
        var write = expected is null
            ? StatementWrite.One(PutNew, row.Customer, row.Standing, row.Into, row.Namings)
            : StatementWrite.One(PutOver, row.Standing, row.Into, row.Namings, row.Customer, expected.Standing, expected.Into, expected.Namings);
        return await committer.SubmitAsync(write, cancellationToken) > 0;
    }
}
