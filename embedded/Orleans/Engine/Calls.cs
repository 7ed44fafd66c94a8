using System.ComponentModel;

namespace Luxe.Embedded;

/// <summary>What generated proxies call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Calls
{
    /// <summary>Sends a call whose result is awaited.</summary>
    public static Task<T> Send<T>(GrainReference reference, TaskRequest<T> request)
    {
        var runtime = reference.Shared.Runtime;
        if (runtime.HasOutgoingFilters)
        {
            return runtime.SendThroughFilters(reference, request);
        }

        var task = request.Completion;
        runtime.Send(reference, request);
        return task;
    }

    /// <summary>Sends a call whose completion is awaited.</summary>
    public static Task Send(GrainReference reference, TaskRequest request)
    {
        var runtime = reference.Shared.Runtime;
        if (runtime.HasOutgoingFilters)
        {
            return runtime.SendThroughFilters(reference, request);
        }

        if (request.Shape.IsOneWay)
        {
            runtime.Send(reference, request);
            return Task.CompletedTask;
        }

        var task = request.Completion;
        runtime.Send(reference, request);
        return task;
    }
}
