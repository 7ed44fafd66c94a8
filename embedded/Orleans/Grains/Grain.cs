using Luxe.Embedded;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainRuntime _runtime;

    /// <summary>Takes its context from the activation that is being constructed.</summary>
    protected Grain()
        : this(CurrentContext.Required())
    {
    }

    /// <summary>Takes its context, and for unit tests its runtime, from the caller.</summary>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        _runtime = grainRuntime ?? (grainContext as Activation)?.Runtime ?? grainContext.ActivationServices.GetRequiredService<IGrainRuntime>();
    }

    /// <summary>The activation.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>This grain's identity as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>This silo's identity as text.</summary>
    public string RuntimeIdentity => _runtime.SiloIdentity;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => _runtime.GrainFactory;

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Runs before the first call; a failure reaches the caller and ends the activation.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deactivates this activation when its running calls are done.</summary>
    protected void DeactivateOnIdle() => _runtime.DeactivateOnIdle(GrainContext);

    /// <summary>Postpones idle collection by at least that much; a negative span cancels earlier requests.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _runtime.DelayDeactivation(GrainContext, timeSpan);
}
