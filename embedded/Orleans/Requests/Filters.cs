using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans
{
    /// <summary>A call on its way through the filters.</summary>
    public interface IGrainCallContext
    {
        /// <summary>The call itself.</summary>
        IInvokable Request { get; }

        /// <summary>The target: the object inside the grain, the reference outside.</summary>
        object Grain { get; }

        /// <summary>The caller, if it is a grain.</summary>
        GrainId? SourceId { get; }

        /// <summary>The callee.</summary>
        GrainId TargetId { get; }

        /// <summary>The interface that was called.</summary>
        GrainInterfaceType InterfaceType { get; }

        /// <summary>The full name of the interface that was called.</summary>
        string InterfaceName { get; }

        /// <summary>The method's name.</summary>
        string MethodName { get; }

        /// <summary>The method of the interface.</summary>
        MethodInfo InterfaceMethod { get; }

        /// <summary>The result; a filter may replace it after <see cref="Invoke"/>.</summary>
        object? Result { get; set; }

        /// <summary>Goes on to the next filter, at last to the target.</summary>
        Task Invoke();
    }

    /// <summary>A call that has arrived at its grain.</summary>
    public interface IIncomingGrainCallContext : IGrainCallContext
    {
        /// <summary>The activation.</summary>
        IGrainContext TargetContext { get; }

        /// <summary>The method of the class.</summary>
        MethodInfo ImplementationMethod { get; }
    }

    /// <summary>A call that is about to leave.</summary>
    public interface IOutgoingGrainCallContext : IGrainCallContext
    {
        /// <summary>The calling activation, if the caller is a grain.</summary>
        IGrainContext? SourceContext { get; }
    }

    /// <summary>Runs around calls in the grain's turn; a grain class may implement it for itself.</summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Runs around a call.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    /// <summary>Runs around calls on the caller's side.</summary>
    public interface IOutgoingGrainCallFilter
    {
        /// <summary>Runs around a call.</summary>
        Task Invoke(IOutgoingGrainCallContext context);
    }

    /// <summary>An incoming filter as a function.</summary>
    public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

    /// <summary>An outgoing filter as a function.</summary>
    public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
}

namespace Orleans.Serialization.Invocation
{
    /// <summary>A call as an object.</summary>
    public interface IInvokable : IDisposable
    {
        /// <summary>Whether the method takes a cancellation token.</summary>
        bool IsCancellable { get; }

        /// <summary>The object that will be called.</summary>
        object? GetTarget();

        /// <summary>The number of arguments.</summary>
        int GetArgumentCount();

        /// <summary>An argument.</summary>
        object? GetArgument(int index);

        /// <summary>Replaces an argument.</summary>
        void SetArgument(int index, object value);

        /// <summary>The method's name.</summary>
        string GetMethodName();

        /// <summary>The full name of the interface.</summary>
        string GetInterfaceName();

        /// <summary>The interface.</summary>
        Type GetInterfaceType();

        /// <summary>The method.</summary>
        MethodInfo GetMethod();

        /// <summary>The token that the callee sees.</summary>
        CancellationToken GetCancellationToken();

        /// <summary>The method's own response timeout.</summary>
        TimeSpan? GetDefaultResponseTimeout();

        /// <summary>Cancels the callee's token.</summary>
        bool TryCancel();
    }

    /// <summary>Holds the object that a call goes to.</summary>
    public interface ITargetHolder
    {
        /// <summary>The object.</summary>
        object? GetTarget();

        /// <summary>A component by its type.</summary>
        object? GetComponent(Type componentType);
    }
}
