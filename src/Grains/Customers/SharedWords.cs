using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>Words that her state has in common with others, as the strings that all share. Her names stay her own.</summary>
internal static class SharedWords
{
    public static ConsentView Of(ConsentView consent) =>
        consent with { NoticeVersion = Words.Share(consent.NoticeVersion), Channel = Words.Share(consent.Channel) };

    public static Traits? Of(Traits? traits) => traits is null ? null : traits with
    {
        Title = Words.Share(traits.Title),
        Language = Words.Share(traits.Language),
        City = Words.Share(traits.City),
        Country = Words.Share(traits.Country),
        Membership = Words.Share(traits.Membership),
        Categories = traits.Categories.IsDefaultOrEmpty ? [] : [.. traits.Categories.Select(Words.Share)!],
        Sizes = traits.Sizes.IsDefaultOrEmpty ? [] : [.. traits.Sizes.Select(static size => new SizeFit(Words.Share(size.Garment), Words.Share(size.Size)))],
    };
}
