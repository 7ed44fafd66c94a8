namespace Orleans;

/// <summary>Why an activation ends.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>The process is stopping.</summary>
    ShuttingDown = 1,

    /// <summary>The grain failed to activate.</summary>
    ActivationFailed = 2,

    /// <summary>The grain could not be registered.</summary>
    DirectoryFailure = 3,

    /// <summary>The grain was idle for long enough.</summary>
    ActivationIdle = 4,

    /// <summary>The grain did not respond.</summary>
    ActivationUnresponsive = 5,

    /// <summary>Another activation of the grain exists.</summary>
    DuplicateActivation = 6,

    /// <summary>A request could not be understood.</summary>
    IncompatibleRequest = 7,

    /// <summary>The grain's own code failed beyond repair.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The grain moves elsewhere.</summary>
    Migrating = 10,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure = 12,
}

/// <summary>Why an activation ends, in code and in words.</summary>
public readonly struct DeactivationReason
{
    /// <summary>A reason.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>A reason with its cause.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The code.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The words.</summary>
    public string Description { get; }

    /// <summary>The cause.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}
