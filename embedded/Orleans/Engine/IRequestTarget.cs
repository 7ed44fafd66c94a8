namespace Luxe.Embedded;

/// <summary>What a reference leads to: an activation, the workers of a stateless class, or an observer.</summary>
internal interface IRequestTarget
{
    /// <summary>False once the target has ended; a request that arrives nevertheless is forwarded.</summary>
    bool IsAlive { get; }

    /// <summary>Takes a request, from any thread.</summary>
    void Receive(GrainRequest request);
}
