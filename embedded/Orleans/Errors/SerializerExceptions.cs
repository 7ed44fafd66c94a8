namespace Orleans.Serialization;

/// <summary>A value cannot go on the wire.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    /// <summary>No message.</summary>
    public SerializerException()
    {
    }

    /// <summary>A message.</summary>
    public SerializerException(string message)
        : base(message)
    {
    }

    /// <summary>A message and its cause.</summary>
    public SerializerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Nothing says how values of a type go on the wire.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>A message.</summary>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
