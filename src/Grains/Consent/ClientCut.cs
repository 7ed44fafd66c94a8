using System.Collections.Immutable;
using Luxe.Contracts.Consent;
using Luxe.Grains.Customers;
using Luxe.Grains.Prompts;

namespace Luxe.Grains.Consent;

/// <summary>
/// Gate 2: a client's state cut to what she allows, and the only door from the state to a feature. Rules, reads and recall sources take one of the
/// views and so cannot see what she does not allow; a view her tier does not reach is null, and a use that she withholds is empty in it.
/// </summary>
internal sealed class ClientCut
{
    private static readonly ConsentView Everything = new(ConsentTier.Identity, (Purposes)0x1FF, null, null);

    private readonly CustomerState _state;

    private ClientCut(CustomerState state, DateTimeOffset now)
    {
        _state = state;
        Category = Consent.Reaches(ConsentTier.Category) ? new CategoryView(state, now) : null;
        Behaviour = Category is not null && Consent.Reaches(ConsentTier.Behaviour) ? new BehaviourView(state, Category) : null;
        Identity = Behaviour is not null && Consent.Reaches(ConsentTier.Identity) ? new IdentityView(state, Behaviour) : null;
    }

    public ConsentView Consent => _state.Consent;

    public CategoryView? Category { get; }

    public BehaviourView? Behaviour { get; }

    public IdentityView? Identity { get; }

    /// <summary>Where she is; null when staff may not be told.</summary>
    public RecognitionView? Recognition => ConsentGate.AdmitsRecognition(Consent) ? new RecognitionView(_state) : null;

    /// <summary>Her form of address, which says how to speak of her.</summary>
    public string? Title => Category?.Traits?.Title;

    /// <summary>Whose book she is in.</summary>
    public string? AssociateId => Category?.AssociateId;

    /// <summary>How many interactions of her life are held, as far as her tier reaches.</summary>
    public long Held => (Category is null ? 0 : _state.Declared.Count) + (Behaviour is null ? 0 : _state.Observed.Count);

    /// <summary>Open prompts that her tier, her switches and her purposes carry at this moment.</summary>
    public ImmutableArray<OpenPrompt> Prompts => _state.Prompts.IsEmpty ? [] : _state.Prompts.RemoveAll(open => !PromptPolicy.For(open.Prompt.Kind).IsCarriedBy(Consent));

    public static ClientCut Of(CustomerState state, DateTimeOffset now) => new(state, now);

    /// <summary>The same as if she allowed everything: tests see by it that they would find open gates, and nothing else may call it. (It runs every check; what the gates cost is measured against <c>UngatedRead</c> of the bench.)</summary>
    internal static ClientCut Ungated(CustomerState state, DateTimeOffset now) => new(state with { Consent = Everything }, now);

    /// <summary>Her leave for one purpose; null when she has not granted it, allows nothing at all, or wants to be left alone.</summary>
    public Leave? For(Purposes single) => Leave.In(this, single);
}
