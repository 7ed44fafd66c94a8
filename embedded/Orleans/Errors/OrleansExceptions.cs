namespace Orleans.Runtime
{
    /// <summary>A fault of the runtime or of a provider.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        /// <summary>No message.</summary>
        public OrleansException()
            : base("Unexpected error.")
        {
        }

        /// <summary>A message.</summary>
        public OrleansException(string message)
            : base(message)
        {
        }

        /// <summary>A message and its cause.</summary>
        public OrleansException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>A call was refused before it reached its grain.</summary>
    [GenerateSerializer]
    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message)
            : base(message)
        {
        }

        internal OrleansMessageRejectionException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The silo is not there, or no longer.</summary>
    [GenerateSerializer]
    public sealed class SiloUnavailableException : OrleansMessageRejectionException
    {
        /// <summary>No message.</summary>
        public SiloUnavailableException()
            : base("The silo is unavailable.")
        {
        }

        /// <summary>A message.</summary>
        public SiloUnavailableException(string msg)
            : base(msg)
        {
        }

        /// <summary>A message and its cause.</summary>
        public SiloUnavailableException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The configuration cannot work.</summary>
    [GenerateSerializer]
    public sealed class OrleansConfigurationException : Exception
    {
        /// <summary>A message.</summary>
        public OrleansConfigurationException(string message)
            : base(message)
        {
        }

        /// <summary>A message and its cause.</summary>
        public OrleansConfigurationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

namespace Orleans.Storage
{
    using Orleans.Runtime;

    /// <summary>A storage provider is missing or wrongly configured.</summary>
    [GenerateSerializer]
    public sealed class BadProviderConfigException : OrleansException
    {
        /// <summary>No message.</summary>
        public BadProviderConfigException()
        {
        }

        /// <summary>A message.</summary>
        public BadProviderConfigException(string msg)
            : base(msg)
        {
        }

        /// <summary>A message and its cause.</summary>
        public BadProviderConfigException(string msg, Exception exc)
            : base(msg, exc)
        {
        }
    }

    /// <summary>The stored state is not the one that was read: somebody else wrote in between.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        /// <summary>No message.</summary>
        public InconsistentStateException()
        {
        }

        /// <summary>A message.</summary>
        public InconsistentStateException(string message)
            : base(message)
        {
        }

        /// <summary>A message and its cause.</summary>
        public InconsistentStateException(string message, Exception? innerException)
            : base(message, innerException!)
        {
        }

        /// <summary>The stored tag, the tag that was expected, and the cause.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>The stored tag and the tag that was expected.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : base(errorMsg)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>The stored tag, the tag that was expected, and the cause.</summary>
        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>The tag in storage.</summary>
        [Id(1)]
        public string? StoredEtag { get; }

        /// <summary>The tag that the writer held.</summary>
        [Id(2)]
        public string? CurrentEtag { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{nameof(InconsistentStateException)}: {Message} Expected Etag={CurrentEtag} Received Etag={StoredEtag} {InnerException}";
    }
}
