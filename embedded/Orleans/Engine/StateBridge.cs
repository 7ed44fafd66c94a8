using System.Reflection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Storage;

namespace Luxe.Embedded;

/// <summary>Between a grain's state and its storage provider.</summary>
internal static class StateBridge
{
    /// <summary>The storage of a class that derives from <see cref="Grain{TGrainState}"/>.</summary>
    internal static IStorage<T> ForClass<T>(Activation activation)
    {
        var name = activation.Class.Type.GetCustomAttribute<StorageProviderAttribute>(true)?.ProviderName;

        // The name that Orleans gives the state of such a class: stored rows carry it.
        return Bridge<T>.In(activation, "state", name);
    }

    private static IGrainStorage Provider(Activation activation, string? name)
    {
        var services = activation.Runtime.Services;
        var provider = string.IsNullOrEmpty(name)
            ? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME) ?? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(name);
        return provider ?? throw new BadProviderConfigException(
            string.IsNullOrEmpty(name)
                ? $"No default storage provider found loading grain type {activation.Class.Type.FullName}."
                : $"No storage provider named \"{name}\" found loading grain type {activation.Class.Type.FullName}.");
    }

    /// <summary>Makes the states that constructors ask for.</summary>
    internal sealed class Factory : IPersistentStateFactory
    {
        public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
        {
            ArgumentException.ThrowIfNullOrEmpty(config.StateName);
            return Bridge<TState>.In((Activation)context, config.StateName, config.StorageName);
        }
    }

    /// <summary>From the attribute on a parameter to its state.</summary>
    internal sealed class Mapper(IPersistentStateFactory states) : IAttributeToFactoryMapper<PersistentStateAttribute>
    {
        private static readonly MethodInfo Create = typeof(IPersistentStateFactory).GetMethod(nameof(IPersistentStateFactory.Create))!;

        public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, PersistentStateAttribute metadata)
        {
            var type = parameter.ParameterType;
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            {
                throw new InvalidOperationException($"{parameter.Member.DeclaringType}: [PersistentState] goes with a parameter of type IPersistentState<T>, not {type}.");
            }

            IPersistentStateConfiguration config = string.IsNullOrEmpty(metadata.StateName)
                ? new PersistentStateAttribute(parameter.Name!, metadata.StorageName)
                : metadata;
            var make = Create.MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<IGrainContext, IPersistentStateConfiguration, object>>(states);
            return context => make(context, config);
        }
    }

    private sealed class Bridge<T> : IPersistentState<T>, ILifecycleObserver
    {
        private readonly Activation _activation;
        private readonly IGrainStorage _provider;
        private readonly string _name;
        private readonly GrainState<T> _state = new(FreshState<T>.Create());
        private Task _last = Task.CompletedTask;
        private int _open;

        private Bridge(Activation activation, IGrainStorage provider, string name)
        {
            _activation = activation;
            _provider = provider;
            _name = name;
        }

        public T State
        {
            get => _state.State!;
            set => _state.State = value;
        }

        public string? Etag => _state.ETag;

        public bool RecordExists => _state.RecordExists;

        internal static Bridge<T> In(Activation activation, string name, string? provider)
        {
            var bridge = new Bridge<T>(activation, Provider(activation, provider), name);
            activation.Subscribe(bridge);
            return bridge;
        }

        public Task OnStart(CancellationToken cancellationToken = default) => ReadStateAsync();

        public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task ReadStateAsync() => Queue("read", _provider.ReadStateAsync);

        public Task WriteStateAsync() => Queue("written", _provider.WriteStateAsync);

        public Task ClearStateAsync() => Queue("cleared", async (name, grain, state) =>
        {
            await _provider.ClearStateAsync(name, grain, state);
            state.State = FreshState<T>.Create();
        });

        // One after the other, in turns: two writes at once would carry the same tag, and one of them would fail.
        private Task Queue(string verb, Func<string, GrainId, IGrainState<T>, Task> operation)
        {
            _open++;
            return _last = Run(_last, verb, operation);
        }

        private async Task Run(Task former, string verb, Func<string, GrainId, IGrainState<T>, Task> operation)
        {
            if (!former.IsCompleted)
            {
                // Its fault is told to its own caller.
                await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            try
            {
                await operation(_name, _activation.GrainId, _state);
                _state.State ??= FreshState<T>.Create();
            }
            catch (Exception exception) when (exception is not OrleansException)
            {
                throw new OrleansException($"State {_name} of grain {EngineLog.Name(_activation.GrainId)} could not be {verb}: {exception.Message}", exception);
            }
            finally
            {
                if (--_open == 0)
                {
                    // What is over holds its whole state machine, and an idle grain has no use for it.
                    _last = Task.CompletedTask;
                }
            }
        }
    }
}
