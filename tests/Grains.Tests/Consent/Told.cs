using System.Text.Json;
using Luxe.Contracts.Access;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Merges;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Consent;

/// <summary>Everything that anybody is told of a client, as bytes.</summary>
internal static class Told
{
    private static readonly ViewerRole[] Roles = Enum.GetValues<ViewerRole>();
    private static readonly Dictionary<string, string> NoTitles = [];
    private static readonly LifeOnPaper Somebody = Other();

    /// <summary>Reads, prompts, inbox items and reminders; of a cut, if one is given.</summary>
    public static byte[] Of(CustomerState state, DateTimeOffset now, ClientCut? given = null)
    {
        var cut = given ?? ClientCut.Of(state, now);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Profiles = Roles.Select(role => CustomerCut.Profile(PaperClient.Id, cut, role, state.Dropped)).ToArray(),
            Brief = ClientBriefs.Compose(PaperClient.Id, cut, NoTitles),
            Items = cut.Prompts.Select(open => (CustomerOutbox.Item(open.Prompt, cut), open.Subject).ToTuple()).ToArray(),
            Sequence = cut.Identity?.Sequence.Select(static trace => (trace.Second, trace.Kind, trace.Channel).ToTuple()).ToArray(),
            Visit = cut.Recognition?.Visit,
            Held = cut.Held,
            Due = new[] { CustomerReminders.CartDue(state, now), CustomerReminders.MilestoneDue(state, now) },
        });
    }

    /// <summary>The steps of her journey as each role reads them.</summary>
    public static byte[] Journey(PaperClient client)
    {
        var held = client.Rows.OrderBy(static row => row.OccurredAt).ThenBy(static row => row.Seq).Select(CustomerRows.FromRow)
            .Where(entry => entry.Event is InteractionRecorded step && CustomerGrain.Shows(client.State, entry.Seq, step.Interaction.Kind))
            .Select(entry => CustomerGrain.AsShown(client.State, entry.Seq, ((InteractionRecorded)entry.Event!).Interaction)).ToArray();
        return JsonSerializer.SerializeToUtf8Bytes(Roles.Where(role => CustomerCut.SeesJourney(client.State.Consent, role))
            .Select(role => held.Select(step => CustomerCut.Step(step, role)).ToArray()).ToArray());
    }

    /// <summary>What a preview of her merge with somebody says.</summary>
    public static byte[] Preview(CustomerState state, DateTimeOffset now)
    {
        var plan = MergeRules.Plan(PaperClient.Id, state, new MergeOrder("m1", "c_other", "ho-1", "same-card", now), Somebody, new HashSet<string>(), now);
        return JsonSerializer.SerializeToUtf8Bytes(Roles.Select(role => MergePreviews.Of(state, Somebody.State, plan, role, now) with { Survivor = state.Consent }).ToArray());
    }

    private static LifeOnPaper Other()
    {
        var other = Interactions.ClientAt(ConsentTier.Identity);
        other.Record([.. Lives.Of(4711, 12).Select(static step => step with { EventId = "other " + step.EventId })], Lives.Start.AddDays(2));
        return other.Life();
    }
}
