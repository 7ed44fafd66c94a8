namespace Luxe.Grains.Rights;

/// <summary>Who was erased, known by pseudonym alone.</summary>
internal interface IErasedList
{
    /// <summary>Whether somebody of this pseudonym was erased. Answers from memory.</summary>
    bool Contains(string pseudonym);
}

/// <summary>A house in which nobody was erased.</summary>
internal sealed class NobodyErased : IErasedList
{
    public bool Contains(string pseudonym) => false;
}
