using FsCheck;
using FsCheck.Fluent;
using Luxe.Contracts.Consent;
using Luxe.Contracts.Prompts;
using Luxe.Grains.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Prompts;

/// <summary>At Category nothing that is said may come from looking over her shoulder.</summary>
public sealed class TierWordsTests
{
    private static readonly string[] Browsing = ["look", "view", "came back", "come back", "the bag", "cart", "search", "wish", "mind", "brows", "click", "open", "considering", "decided"];

    private static readonly PromptKind[] Observed = [PromptKind.ConsideredItem, PromptKind.AbandonedCart, PromptKind.WishBackInStock];

    [Fact]
    public void AtCategory_RandomLives_NoPromptAndNoBriefMentionsBrowsing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
        {
            // She allowed more once: what was learned then must not be heard now.
            var client = ReplayTests.Live(seed);
            var now = Lives.Start.AddDays(60);
            client.Decide(ConsentTier.Category, now);
            var heard = client.Raised.Count;
            var life = Lives.Of(seed + 1, 80).Select(step => step with { EventId = "later " + step.EventId, OccurredAt = step.OccurredAt.AddDays(59) });
            client.Record([.. life], now);
            client.BackInStock("p1", now);
            client.Wake(now.AddHours(5));

            var brief = ClientBriefs.Compose(PaperClient.Id, ClientCut.Of(client.State, now), new Dictionary<string, string>())!;
            var raised = client.Raised.Skip(heard).Select(static said => said.Prompt).ToArray();
            var words = raised.Concat(brief.Prompts).SelectMany(static prompt => new[] { prompt.Headline, prompt.Reason }).Concat(brief.Notes);
            return !raised.Concat(brief.Prompts).Any(static prompt => Observed.Contains(prompt.Kind))
                && !words.Any(static said => Browsing.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)))
                && client.State.Observed.Window.IsEmpty;
        }));

    [Fact]
    public void AtAnyTier_RandomLives_NoPromptRestsOnMoreThanSheAllowed() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
            ReplayTests.Live(seed).Raised.TrueForAll(static said => said.Prompt.Tier <= said.Tier)));
}
