using Luxe.Contracts.Identity;
using Luxe.Storage;

namespace Luxe.Grains.Identity;

/// <summary>
/// How a client is known. One grain per client who began without a user id; whoever has one from the start needs none. Each verb decides on the
/// row as it was read, and writes only where it still stands: another activation's word is read and decided on anew.
/// </summary>
internal sealed class StandingGrain(IStandings standings) : Grain, IStandingGrain
{
    private const int Attempts = 5;

    private static readonly StandingView Known = new(Standing.Known);

    private bool _isRead;
    private StandingRow? _row;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Read(cancellationToken);

    public async Task<StandingView> Get()
    {
        await EnsureRead();
        return View;
    }

    public Task Put(Standing standing) => Decide(_ => new StandingView(standing));

    public Task<StandingView> BeginNaming(string? userKey) => Decide(now => now.Standing is Standing.Anonymous or Standing.Naming && !now.IsTakenFrom(userKey)
        ? new StandingView(Standing.Naming, Namings: now.Namings + 1, UserKey: now.UserKey ?? userKey)
        : now);

    public Task AbandonNaming(string? userKey) => Decide(now => now switch
    {
        { Standing: Standing.Naming, Namings: > 1 } naming => Without(naming, userKey) with { Namings = naming.Namings - 1 },
        { Standing: Standing.Naming } => new StandingView(Standing.Anonymous),
        { Standing: Standing.Named } named => Without(named, userKey),
        _ => now,
    });

    // Named by an address while a user id is still being claimed for her: that one stays the only one that may be hers.
    public Task Name(bool byUserId) => Decide(now => now.Standing switch
    {
        Standing.Anonymous or Standing.Naming => byUserId ? Known : new StandingView(Standing.Named, UserKey: now.UserKey),
        Standing.Named when byUserId => Known,
        _ => now,
    });

    public async Task<bool> TakeUserId(string userKey)
    {
        var took = false;
        await Decide(now =>
        {
            took = now.Standing is Standing.Named or Standing.Naming && !now.IsTakenFrom(userKey);
            return took ? Known : now;
        });
        return took;
    }

    public Task<StandingView> Stitch(string into) => Decide(now => now.Standing == Standing.Anonymous ? new StandingView(Standing.Stitching, into) : now);

    public Task Settle() => Decide(static now => now.Standing == Standing.Stitching ? now with { Standing = Standing.Stitched } : now);

    // One column for both: nobody is named and stitched at once.
    private StandingView View => _row switch
    {
        null => Known,
        { Standing: (int)Standing.Naming or (int)Standing.Named } row => new StandingView((Standing)row.Standing, Namings: row.Namings, UserKey: row.Into),
        var row => new StandingView((Standing)row.Standing, row.Into, row.Namings),
    };

    private static StandingView Without(StandingView now, string? userKey) => userKey is not null && now.UserKey == userKey ? now with { UserKey = null } : now;

    /// <summary>Her standing after the decision, durably. After a fault the row is read again.</summary>
    private async Task<StandingView> Decide(Func<StandingView, StandingView> decide)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await EnsureRead();
            var next = decide(View);
            if (next == View)
            {
                return next;
            }

            var (row, former) = (new StandingRow(this.GetPrimaryKeyString(), (int)next.Standing, next.Into ?? next.UserKey, next.Namings), _row);
            _isRead = false;
            if (await standings.TryPutAsync(row, former))
            {
                (_row, _isRead) = (row, true);
                return next;
            }
        }

        throw new StorageUnavailableException("How a client is known is being written by others all the time.");
    }

    private Task EnsureRead() => _isRead ? Task.CompletedTask : Read(CancellationToken.None);

    private async Task Read(CancellationToken cancellationToken)
    {
        _row = await standings.FindAsync(this.GetPrimaryKeyString(), cancellationToken);
        _isRead = true;
    }
}
