using System.Globalization;
using Luxe.Contracts.Stores;

namespace Luxe.ClientelingApp.Stores;

/// <summary>A store as pages speak of it: its name, its clock, its currency.</summary>
/// <param name="StoreId">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="City">City.</param>
/// <param name="Zone">Its time zone; UTC where the store is not known.</param>
/// <param name="Currency">ISO 4217, or null where the store is not known.</param>
public sealed record StorePlace(string StoreId, string Name, string City, TimeZoneInfo Zone, string? Currency)
{
    /// <summary>Where no store is concerned.</summary>
    public static StorePlace Nowhere { get; } = new("", "", "", TimeZoneInfo.Utc, null);

    /// <summary>The place a store record describes.</summary>
    public static StorePlace From(StoreRecord store) => new(
        store.StoreId,
        store.Name,
        store.City,
        TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        store.Currency);

    /// <summary>The time of day there: "14:02".</summary>
    public string Hour(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day there: "Friday 20 November".</summary>
    public string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    /// <summary>The calendar day there.</summary>
    public DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>How long ago, in few words.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 60 } age => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 24 } age => $"{(int)age.TotalHours} h {age.Minutes:00}",
        var age => age.Days == 1 ? "a day" : $"{age.Days} days",
    };
}
