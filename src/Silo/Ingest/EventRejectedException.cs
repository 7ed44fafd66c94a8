namespace Luxe.Silo.Ingest;

/// <summary>One event cannot be taken. The reason names the field and never quotes what was sent.</summary>
internal sealed class EventRejectedException(string field, string reason) : Exception(reason)
{
    /// <summary>Dotted name, relative to whoever throws; containers put their own name before it.</summary>
    public string Field { get; } = field;

    public string Reason { get; } = reason;

    /// <summary>The same fault, seen from the container.</summary>
    public EventRejectedException Within(string parent) => new(Field.Length == 0 ? parent : $"{parent}.{Field}", Reason);
}
