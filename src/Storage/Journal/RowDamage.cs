namespace Luxe.Storage;

/// <summary>What is wrong with a journal row. Such a row is delivered without its payload; the rows around it are served as ever.</summary>
public enum RowDamage
{
    /// <summary>The row no longer matches the checksum it was written with.</summary>
    Checksum,

    /// <summary>The database cannot return the row, or returns something else than was ever written.</summary>
    Unreadable,

    /// <summary>The numbers jump over it: it was there once and is gone.</summary>
    Missing,

    /// <summary>It is as it was written, sealed under a key that is not here. Nothing is wrong with the database: such a row is not quarantined.</summary>
    Locked,
}
