using System.Collections.Immutable;
using Luxe.Contracts.Access;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Rights;
using Luxe.Grains.Customers;
using Luxe.Grains.Identity;
using Luxe.Grains.Policies;
using Luxe.Grains.Time;
using Luxe.Storage;
using Orleans.Concurrency;

namespace Luxe.Grains.Rights;

/// <summary>
/// What a client may ask about herself. Reads what is stored, beside her own grain, which goes on serving; what is concluded of her it asks that grain for, as
/// she would see it herself. Holds nothing.
/// </summary>
/// <remarks>Reentrant: it has no state that another call could find half changed.</remarks>
[StatelessWorker, Reentrant]
internal sealed class RightsGrain(IJournal journal, ILedger ledger, IAccessLog looks, IRemains remains, IPolicyBook policies, Pseudonyms pseudonyms, IErasedList erased, TimeProvider time) : Grain, ICustomerRights
{
    private const int LargestPage = 500;

    public async Task<ExportPart> GetExport(Viewer viewer, string? after)
    {
        if (!CustomerCut.SeesLedger(viewer.Role))
        {
            return new ExportPart("", [], [], null);
        }

        var person = await Who();
        if (after is null)
        {
            await looks.AppendAsync([new AccessEntry(viewer.Id, viewer.Role.ToString(), LastingId(person.CustomerId), viewer.Purpose, "export", time.Now())]);
        }

        return await new Export(GrainFactory, journal, ledger, looks, remains, policies, person, viewer).Part(after);
    }

    public async Task<LookPage> GetLooks(Viewer viewer, long before, int limit)
    {
        if (!CustomerCut.SeesLedger(viewer.Role))
        {
            return new LookPage([], null);
        }

        // Who looked by an id that became part of hers looked at her: pages of all her ids are one, newest first.
        var person = await Who();
        var size = Math.Clamp(limit, 1, LargestPage);
        var pages = await Task.WhenAll(person.Doors.Prepend(person.CustomerId).Distinct().Select(id => looks.ReadByCustomerAsync(LastingId(id), size, before)));
        var page = pages.SelectMany(static rows => rows).OrderByDescending(static row => row.Id).Take(size).ToImmutableArray();
        return new LookPage([.. page.Select(ToLook)], page.Length < size ? null : page[^1].Id);
    }

    public Task Rectify(Rectification said) => GrainFactory.GetGrain<ICustomerGrain>(this.GetPrimaryKeyString()).Record(
    [
        new Interaction
        {
            EventId = said.EventId,
            Kind = InteractionKind.Identified,
            OccurredAt = said.At,
            ReceivedAt = time.Now(),
            Channel = Channel.Service,
            Name = "rectified:" + said.Actor,
            Traits = said.Traits with { Cleared = said.Cleared.IsDefaultOrEmpty ? null : said.Cleared },
        },
    ]);

    internal static Look ToLook(AccessRow row) =>
        new(row.Id, row.Entry.Viewer, row.Entry.Role, row.Entry.Customer, row.Entry.Purpose, row.Entry.What, row.Entry.At);

    private Task<Person> Who() => GrainFactory.GetGrain<ICustomerPerson>(this.GetPrimaryKeyString()).GetPerson();

    private string LastingId(string customer) => pseudonyms.Of(customer) is var pseudonym && erased.Contains(pseudonym) ? pseudonym : customer;
}
