namespace Luxe.Grains.Rights;

/// <summary>Who was erased, known by pseudonym alone.</summary>
internal interface IErasedList
{
    /// <summary>Whether somebody of this pseudonym was erased. Answers from memory, which may be half a minute behind what other silos did.</summary>
    bool Contains(string pseudonym);

    /// <summary>The order by which somebody was erased, as the database has it; null for whoever was not. For those who had rows and have none any more.</summary>
    Task<string?> FindAsync(string pseudonym);

    /// <summary>Somebody was erased here.</summary>
    void Add(string pseudonym);
}
