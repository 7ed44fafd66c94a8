using System.Collections.Immutable;
using Luxe.Contracts.Customers;

namespace Luxe.Grains.Traces;

/// <summary>What a trace is about. Most subjects are the catalogue's or the house's and are shared by all clients of a silo.</summary>
internal abstract record Subject
{
    // 65,536 subjects of some 200 bytes with their strings: 13 MB when full, however many clients there are; 50 MB were all of the longest.
    private static readonly LossyPool<Subject> Pool = new(65_536);

    /// <summary>What of an interaction its trace keeps; null when no reader would ask. Never a search text.</summary>
    public static Subject? Of(Interaction interaction) => interaction.Kind switch
    {
        InteractionKind.Arrived or InteractionKind.Departed => interaction.StoreId is { } store ? Shared(new Place(store)) : null,
        InteractionKind.RepairReady => Bundle(interaction, interaction.Reference ?? interaction.EventId),
        InteractionKind.AppointmentBooked => Bundle(interaction, interaction.Reference),
        _ => interaction.Items.Length switch
        {
            0 when interaction.Category is null && interaction.Topic is null => null,
            0 => Shared(new Theme(Words.Brief(interaction.Category), Words.Brief(interaction.Topic))),
            1 => PieceOf(interaction.Items[0]),
            _ => Bundle(interaction, reference: null),
        },
    };

    /// <summary>A piece of the catalogue, shared.</summary>
    public static Piece PieceOf(InteractionItem item) => Shared(new Piece(item.ProductId, Words.Brief(item.Category), Words.Brief(item.Name)));

    /// <summary>The object that stands for all equal ones; bundles stay their client's own, and so do ids of a length that no catalogue has.</summary>
    public static T Shared<T>(T subject)
        where T : Subject => subject is Bundle || Words.IsLong((subject as Piece)?.ProductId) || Words.IsLong((subject as Place)?.StoreId)
            ? subject
            : (T)Pool.Share(subject);

    /// <summary>Whether it is about this piece, among others perhaps.</summary>
    public virtual bool Concerns(string productId) => false;

    /// <summary>What the source called a piece that it is about.</summary>
    public virtual string? NameOf(string productId) => null;

    private static Bundle Bundle(Interaction interaction, string? reference) => Traces.Bundle.Of([.. interaction.Items.Select(PieceOf)], reference);
}

/// <summary>One piece, and the name and category its source gave it.</summary>
internal sealed record Piece(string ProductId, string? Category, string? Name) : Subject
{
    /// <summary>Of the id alone, in this process alone.</summary>
    public int ProductHash { get; } = ProductId.GetHashCode(StringComparison.Ordinal);

    public override bool Concerns(string productId) => ProductId == productId;

    public override string? NameOf(string productId) => ProductId == productId ? Name : null;
}

/// <summary>A category that was looked through, or something that was read.</summary>
internal sealed record Theme(string? Category, string? Topic) : Subject;

/// <summary>A store.</summary>
internal sealed record Place(string StoreId) : Subject;
