using System.Collections.Concurrent;

namespace Luxe.Embedded;

/// <summary>The objects outside grains that grains can call; they are held weakly, whoever made a reference keeps them alive.</summary>
internal sealed class Observers
{
    private static readonly GrainType Prefix = GrainType.Create("sys.client.hosted");

    private readonly ConcurrentDictionary<GrainId, Observer> _byId = new();

    internal GrainId Add(object target)
    {
        var id = GrainId.Create(Prefix, Guid.NewGuid().ToString("N"));
        _byId[id] = new Observer(this, id, target);
        return id;
    }

    /// <summary>Forgets the object behind a reference (it is the reference that is given, as to any client).</summary>
    internal void Remove(IAddressable reference)
    {
        if (reference is not GrainReference known || !_byId.TryRemove(known.GrainId, out _))
        {
            throw new ArgumentException("This is not a reference that CreateObjectReference made here, or it was deleted before.", nameof(reference));
        }
    }

    internal static bool Owns(GrainId id) => id.Type == Prefix;

    internal IRequestTarget Find(GrainId id) => _byId.TryGetValue(id, out var observer) ? observer : Gone.Instance;

    /// <summary>Takes calls for an observer that was deleted: nobody answers, and the caller's time runs out, as in a cluster.</summary>
    private sealed class Gone : IRequestTarget
    {
        internal static readonly Gone Instance = new();

        public bool IsAlive => false;

        public void Receive(GrainRequest request)
        {
        }
    }

    /// <summary>One object; its notifications run one after the other on the thread pool.</summary>
    private sealed class Observer(Observers owner, GrainId id, object target) : IRequestTarget
    {
        private readonly WeakReference<object> _target = new(target);
        private readonly ConcurrentQueue<GrainRequest> _queue = new();
        private int _pending;

        public bool IsAlive => owner._byId.ContainsKey(id);

        internal object? Target => _target.TryGetTarget(out var found) ? found : null;

        public void Receive(GrainRequest request)
        {
            _queue.Enqueue(request);
            if (Interlocked.Increment(ref _pending) == 1)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static observer => _ = observer.Run(), this, preferLocal: false);
            }
        }

        private async Task Run()
        {
            do
            {
                if (_queue.TryDequeue(out var request) && !request.IsCompleted)
                {
                    await Notify(request);
                }
            }
            while (Interlocked.Decrement(ref _pending) > 0);
        }

        private async Task Notify(GrainRequest request)
        {
            if (Target is not { } found)
            {
                owner._byId.TryRemove(id, out _);
                return;
            }

            try
            {
                RequestContext.Import(request.Context);
                request.Target = found;
                var task = request.Invoke(found);
                await task;
                request.Succeed(request.ResultOf(task));
            }
            catch (Exception exception)
            {
                request.Fail(exception);
            }
        }
    }
}
