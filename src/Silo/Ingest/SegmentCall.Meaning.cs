using System.Collections.Immutable;
using Luxe.Contracts.Customers;
using Luxe.Contracts.Identity;

namespace Luxe.Silo.Ingest;

/// <content>What the call means, once it is read.</content>
internal ref partial struct SegmentCall
{
    public readonly SegmentMessage Build(DateTimeOffset receivedAt, Func<string> newId)
    {
        if (Type == SegmentCallType.Unstated)
        {
            throw new EventRejectedException("type", "must be one of identify, track, page, screen, group, alias");
        }

        var traits = default(SegmentTraits);
        if (!traitsJson.IsEmpty && Type == SegmentCallType.Identify)
        {
            try
            {
                traits.Read(traitsJson);
            }
            catch (EventRejectedException fault)
            {
                throw fault.Within("traits");
            }
        }

        var tokens = BuildTokens(traits);
        if (Type == SegmentCallType.Alias)
        {
            return new SegmentMessage(tokens, previousId ?? throw new EventRejectedException("previousId", "is missing"), null);
        }

        var interaction = new Interaction
        {
            EventId = MessageId ?? newId(),
            Kind = InteractionKind.Other,
            OccurredAt = ClockSkew.Correct(SentAt is null ? timestamp ?? originalTimestamp : originalTimestamp ?? timestamp, SentAt, receivedAt),
            ReceivedAt = receivedAt,
            Channel = Context.Channel,
            DeviceId = Context.DeviceId,
        };
        return new SegmentMessage(tokens, null, Type switch
        {
            SegmentCallType.Track => Track(interaction),
            SegmentCallType.Page => Content(interaction, interaction.Channel == Channel.Unknown ? Channel.Web : interaction.Channel),
            SegmentCallType.Screen => Content(interaction, interaction.Channel == Channel.Unknown ? Channel.App : interaction.Channel),
            SegmentCallType.Group => interaction with { Kind = InteractionKind.Grouped, Reference = groupId ?? throw new EventRejectedException("groupId", "is missing") },
            _ => interaction with { Kind = InteractionKind.Identified, Traits = traits.Build(Context.Locale) },
        });
    }

    private readonly ImmutableArray<IdentityToken> BuildTokens(in SegmentTraits traits)
    {
        // A device outlives the log-out that gives a new anonymous id, and may be a store's tablet: it speaks only where no anonymous id does.
        var device = anonymousId is null ? Context.DeviceId : null;
        if (userId is null && anonymousId is null && device is null)
        {
            throw new EventRejectedException("userId", "is missing, and so is anonymousId: one of them is needed");
        }

        var phone = traits.Phone ?? Context.Phone;
        var tokens = new TokenList();
        tokens.Add(IdentityKind.UserId, userId);
        tokens.Add(IdentityKind.Card, traits.Card ?? Context.Card);
        tokens.Add(IdentityKind.Email, traits.Email ?? Context.Email);
        tokens.Add(IdentityKind.Phone, phone, phone is null ? null : traits.Country ?? SegmentTokens.ToCountry(Context.Country));
        tokens.Add(IdentityKind.AnonymousId, anonymousId);
        tokens.Add(IdentityKind.Device, device);
        return tokens.ToImmutable();
    }

    private readonly Interaction Track(Interaction interaction)
    {
        if (eventName is null)
        {
            throw new EventRejectedException("event", "is missing");
        }

        var meaning = SegmentEvents.Of(eventName);
        var properties = ReadProperties();
        return interaction with
        {
            Kind = meaning.Kind,
            Name = meaning.KeepName ? eventName : null,
            Channel = OwnChannel(properties) ?? (meaning.Kind is InteractionKind.EmailOpened or InteractionKind.EmailClicked ? Channel.Email : interaction.Channel),
            Items = properties.BuildItems(),
            Category = properties.Item.Build() is null ? properties.Item.Category : null,
            Query = properties.Query,
            Topic = properties.Title ?? (properties.Item.Build() is null ? properties.Item.Name : null),
            Dwell = properties.Dwell,
            Value = properties.BuildValue(),
            Currency = properties.Currency,
            Reference = properties.Reference ?? properties.CheckoutId,
            StoreId = properties.StoreId,
            AssociateId = properties.AssociateId,
        };
    }

    private readonly Interaction Content(Interaction interaction, Channel channel)
    {
        var properties = ReadProperties();
        var path = properties.Path ?? Context.PagePath;

        // Never the query string: it may hold what she typed.
        var end = path?.AsSpan().IndexOfAny('?', '#') ?? -1;
        return interaction with
        {
            Kind = InteractionKind.ContentViewed,
            Channel = OwnChannel(properties) ?? channel,
            Topic = name ?? properties.Item.Name ?? properties.Title ?? Context.PageTitle ?? (end >= 0 ? path![..end] : path),
            Category = category ?? properties.Item.Category,
            Dwell = properties.Dwell,
            StoreId = properties.StoreId,
        };
    }

    // A till's server names its store; a browser that books an appointment names one too, but is still a browser.
    private readonly Channel? OwnChannel(in SegmentProperties properties) =>
        properties.Channel is { } word ? SegmentChannel.OfWord(word)
        : properties.StoreId is not null && Context.Channel is (Channel.Unknown or Channel.Server) ? Channel.Store
        : null;

    private readonly SegmentProperties ReadProperties()
    {
        var properties = default(SegmentProperties);
        if (!propertiesJson.IsEmpty)
        {
            try
            {
                properties.Read(propertiesJson);
            }
            catch (EventRejectedException fault)
            {
                throw fault.Within("properties");
            }
        }

        return properties;
    }
}
