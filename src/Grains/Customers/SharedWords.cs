using Luxe.Contracts.Consent;
using Luxe.Contracts.Customers;
using Luxe.Grains.Traces;

namespace Luxe.Grains.Customers;

/// <summary>Words that her state has in common with others, as the strings that all share. Her names stay her own.</summary>
internal static class SharedWords
{
    // Garments and sizes there are few of; with their strings 1 MB when full.
    private static readonly LossyPool<SizeFit> Fits = new(4_096);

    private static SizeFit Shared(SizeFit size) => Words.IsLong(size.Garment) || Words.IsLong(size.Size) ? size : Fits.Share(size);

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
        Sizes = traits.Sizes.IsDefaultOrEmpty ? [] : [.. traits.Sizes.Select(static size => Shared(new SizeFit(Words.Share(size.Garment), Words.Share(size.Size))))],
    };
}
