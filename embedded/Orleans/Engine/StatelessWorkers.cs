namespace Luxe.Embedded;

/// <summary>The activations of one stateless grain: a call goes to an idle one, else to a new one, else round the ring.</summary>
internal sealed class StatelessWorkers(SiloRuntime runtime, GrainClass grainClass, IdSpan key) : IRequestTarget
{
    private readonly List<Activation> _workers = [];
    private readonly int _limit = Math.Max(1, grainClass.StatelessWorker!.MaxLocalWorkers);
    private int _next;

    public bool IsAlive => true;

    public void Receive(GrainRequest request)
    {
        lock (_workers)
        {
            // Inside the lock, so that the next call finds this worker busy.
            Choose().Receive(request);
        }
    }

    internal void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }
    }

    internal Activation[] Snapshot()
    {
        lock (_workers)
        {
            return [.. _workers];
        }
    }

    private Activation Choose()
    {
        foreach (var worker in _workers)
        {
            if (worker.HasNothingToDo)
            {
                return worker;
            }
        }

        if (_workers.Count < _limit)
        {
            var added = new Activation(runtime, grainClass, key) { Workers = this };
            _workers.Add(added);
            return added;
        }

        return _workers[(int)((uint)_next++ % _workers.Count)];
    }
}
