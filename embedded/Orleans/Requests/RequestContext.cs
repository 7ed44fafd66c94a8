using Luxe.Embedded;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from callers to callees and not back.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Current = new();

    /// <summary>The call chain that may re-enter; empty for none.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    /// <summary>The names of the values.</summary>
    public static IEnumerable<string> Keys => Current.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The values with their names.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>A value, or null.</summary>
    public static object? Get(string key) => Current.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value for the calls that follow in this asynchronous flow.</summary>
    public static void Set(string key, object value)
    {
        // Copied on write: the dictionary may already be on its way with a call or in another branch of the flow.
        var values = Current.Value is { } former ? new Dictionary<string, object>(former) : new Dictionary<string, object>(1);
        values[key] = value;
        Current.Value = values;
    }

    /// <summary>Removes a value.</summary>
    public static bool Remove(string key)
    {
        if (Current.Value is not { } former || !former.ContainsKey(key))
        {
            return false;
        }

        var values = new Dictionary<string, object>(former);
        values.Remove(key);
        Current.Value = values.Count == 0 ? null : values;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Current.Value is not null)
        {
            Current.Value = null;
        }
    }

    /// <summary>Until disposed, calls that come back along this call chain may interleave with the running call.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var former = ReentrancyId;
        return new ReentrancySection(former, former == Guid.Empty ? Guid.NewGuid() : former);
    }

    /// <summary>Until disposed, calls do not carry the call chain.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>What goes along with a call; null for nothing.</summary>
    internal static Dictionary<string, object>? Export() => Current.Value;

    internal static void Import(Dictionary<string, object>? values) => Current.Value = values;

    internal static bool IsReentrancy(Dictionary<string, object> values, out Guid id)
    {
        id = values.TryGetValue(ReentrancyKey, out var value) && value is Guid given ? given : Guid.Empty;
        return id != Guid.Empty;
    }

    /// <summary>The extent of a change of <see cref="ReentrancyId"/>.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _new;

        /// <summary>Enters.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _new = newReentrancyId;
            if (newReentrancyId != originalReentrancyId)
            {
                ReentrancyId = newReentrancyId;
            }

            if (newReentrancyId != Guid.Empty)
            {
                CurrentContext.Activation?.OnEnterReentrantSection(newReentrancyId);
            }
        }

        /// <summary>Leaves.</summary>
        public void Dispose()
        {
            if (_new != Guid.Empty)
            {
                CurrentContext.Activation?.OnExitReentrantSection(_new);
            }

            if (_new != _original)
            {
                ReentrancyId = _original;
            }
        }

    }
}
