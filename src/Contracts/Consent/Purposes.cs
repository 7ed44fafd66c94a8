namespace Luxe.Contracts.Consent;

/// <summary>Single uses of a client's data, each off until she grants it, whatever her tier.</summary>
[Flags]
public enum Purposes
{
    /// <summary>Nothing granted.</summary>
    None = 0,

    /// <summary>An associate may be told that she has arrived.</summary>
    InStoreRecognition = 1,

    /// <summary>Outreach by e-mail.</summary>
    Email = 2,

    /// <summary>Outreach by SMS.</summary>
    Sms = 4,

    /// <summary>Outreach by messaging services.</summary>
    Messaging = 8,

    /// <summary>Outreach by post.</summary>
    Post = 16,

    /// <summary>Outreach by telephone.</summary>
    Phone = 32,

    /// <summary>Sharing with another store of the maison.</summary>
    ShareWithStores = 64,

    /// <summary>Sharing with another maison of the group.</summary>
    ShareWithBrands = 128,

    /// <summary>Use in model training.</summary>
    ModelTraining = 256,
}
