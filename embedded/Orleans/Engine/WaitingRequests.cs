namespace Luxe.Embedded;

/// <summary>Calls that wait for their turn, first come first served among those that may run.</summary>
internal struct WaitingRequests
{
    private GrainRequest? _first;
    private GrainRequest? _last;
    private int _passing;

    internal int Count { readonly get; private set; }

    internal void Add(GrainRequest request)
    {
        request.Next = null;
        if (_last is null)
        {
            _first = request;
        }
        else
        {
            _last.Next = request;
        }

        _last = request;
        Count++;
        _passing += CanPass(request) ? 1 : 0;
    }

    internal bool TryTake(Activation activation, out GrainRequest request)
    {
        GrainRequest? before = null;
        for (var candidate = _first; candidate is not null; before = candidate, candidate = (GrainRequest?)candidate.Next)
        {
            if (candidate.IsCompleted || activation.MayRun(candidate))
            {
                Remove(candidate, before);
                request = candidate;
                return true;
            }

            if (_passing == 0 && activation.Class.MayInterleave is null)
            {
                break;
            }
        }

        request = null!;
        return false;
    }

    internal GrainRequest? TakeFirst()
    {
        if (_first is { } request)
        {
            Remove(request, null);
            return request;
        }

        return null;
    }

    private static bool CanPass(GrainRequest request) => request.IsReadOnly || request.IsInterleaving || request.ReentrancyId != Guid.Empty;

    private void Remove(GrainRequest request, GrainRequest? before)
    {
        var next = (GrainRequest?)request.Next;
        if (before is null)
        {
            _first = next;
        }
        else
        {
            before.Next = next;
        }

        if (next is null)
        {
            _last = before;
        }

        request.Next = null;
        Count--;
        _passing -= CanPass(request) ? 1 : 0;
    }
}
