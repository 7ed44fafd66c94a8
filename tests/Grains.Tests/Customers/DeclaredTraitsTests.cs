using System.Globalization;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Customers;

namespace Luxe.Grains.Tests.Customers;

public sealed class DeclaredTraitsTests
{
    [Fact]
    public void Identified_MadeUpKeysCallAfterCall_KeepsTheLastOnes()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        for (var i = 0; i < 3 * DeclaredTraits.Capacity; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            client.Record([Said($"e{i}", Lives.Start.AddMinutes(i), new Traits { Sizes = [new SizeFit(key, "38")], Dates = [new ImportantDate(key, new DateOnly(2010, 11, 5))] })], Lives.Start.AddDays(1));
        }

        var traits = client.State.Traits!;
        Assert.Equal((DeclaredTraits.Capacity, DeclaredTraits.Capacity), (traits.Sizes.Length, traits.Dates.Length));
        Assert.Equal(("100", "149"), (traits.Sizes[0].Garment, traits.Sizes[^1].Garment));
        Assert.Equal(("100", "149"), (traits.Dates[0].Occasion, traits.Dates[^1].Occasion));
        Assert.Equal(client.Json, client.ReplayedJson());
    }

    [Fact]
    public void Identified_ManyEntriesAtOnce_StoresAndKeepsTheLastOnes()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        string[] keys = [.. Enumerable.Range(0, 1000).Select(static i => i.ToString(CultureInfo.InvariantCulture))];

        var change = client.Record([Said("e1", Lives.Start, new Traits { Categories = [.. keys], Sizes = [.. keys.Select(static key => new SizeFit(key, "38"))] })], Lives.Start);

        var stored = change.Events.OfType<InteractionRecorded>().Single().Interaction.Traits!;
        Assert.Equal((DeclaredTraits.Capacity, DeclaredTraits.Capacity), (stored.Categories.Length, stored.Sizes.Length));
        Assert.Equal("999", client.State.Traits!.Categories[^1]);
    }

    [Fact]
    public void Identified_AKnownKeyAgain_ReplacesItsEntry()
    {
        var client = Interactions.ClientAt(ConsentTier.Category);
        client.Record([Said("e1", Lives.Start, new Traits { Sizes = [new SizeFit("shoes", "38"), new SizeFit("gloves", "7")] })], Lives.Start);
        client.Record([Said("e2", Lives.Start.AddDays(1), new Traits { Sizes = [new SizeFit("shoes", "39")] })], Lives.Start.AddDays(1));

        Assert.Equal([new SizeFit("gloves", "7"), new SizeFit("shoes", "39")], client.State.Traits!.Sizes.AsEnumerable());
    }

    private static Interaction Said(string eventId, DateTimeOffset at, Traits traits) =>
        Interactions.Of(InteractionKind.Identified, eventId, null, at) with { Traits = traits };
}
