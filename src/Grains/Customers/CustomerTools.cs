using Luxe.Grains.Identity;
using Luxe.Grains.Policies;
using Luxe.Grains.Rights;
using Luxe.Storage;

namespace Luxe.Grains.Customers;

/// <summary>What every client's grain shares with all others, as one reference in each.</summary>
internal sealed record CustomerTools(IPolicyBook Policies, Pseudonyms Pseudonyms, ISeals Seals, IErasedList Erased, IRetention Retention);
