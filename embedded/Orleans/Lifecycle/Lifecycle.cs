namespace Orleans
{
    /// <summary>Something that starts and stops in stages.</summary>
    public interface ILifecycleObservable
    {
        /// <summary>Adds an observer to a stage.</summary>
        IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
    }

    /// <summary>Starts and stops with a stage.</summary>
    public interface ILifecycleObserver
    {
        /// <summary>The stage is reached.</summary>
        Task OnStart(CancellationToken cancellationToken = default);

        /// <summary>The stage is left.</summary>
        Task OnStop(CancellationToken cancellationToken = default);
    }

    /// <summary>Takes part in a lifecycle.</summary>
    /// <typeparam name="TLifecycleObservable">The lifecycle.</typeparam>
    public interface ILifecycleParticipant<TLifecycleObservable>
        where TLifecycleObservable : ILifecycleObservable
    {
        /// <summary>Subscribes to stages.</summary>
        void Participate(TLifecycleObservable lifecycle);
    }

    /// <summary>The stages of a silo.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>The first.</summary>
        public const int First = int.MinValue;

        /// <summary>The runtime itself.</summary>
        public const int RuntimeInitialize = 2000;

        /// <summary>The runtime's services.</summary>
        public const int RuntimeServices = 4000;

        /// <summary>Storage.</summary>
        public const int RuntimeStorageServices = 6000;

        /// <summary>Services that are reached through grains.</summary>
        public const int RuntimeGrainServices = 8000;

        /// <summary>The application's services.</summary>
        public const int ApplicationServices = 10000;

        /// <summary>Calls are about to be taken.</summary>
        public const int BecomeActive = 19999;

        /// <summary>Calls are taken.</summary>
        public const int Active = 20000;

        /// <summary>The last.</summary>
        public const int Last = int.MaxValue;
    }

    /// <summary>Subscriptions by function.</summary>
    public static class LifecycleExtensions
    {
        /// <summary>Adds an observer to a stage.</summary>
        public static IDisposable Subscribe(this ILifecycleObservable observable, int stage, ILifecycleObserver observer) =>
            observable.Subscribe(observer.GetType().FullName!, stage, observer);

        /// <summary>Adds functions to a stage.</summary>
        public static IDisposable Subscribe(
            this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop) =>
            observable.Subscribe(observerName, stage, new Functions(onStart, onStop));

        /// <summary>Adds a function to a stage.</summary>
        public static IDisposable Subscribe(this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart) =>
            observable.Subscribe(observerName, stage, new Functions(onStart, null));

        /// <summary>Adds functions to a stage.</summary>
        public static IDisposable Subscribe<TObserver>(
            this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task> onStop) =>
            observable.Subscribe(typeof(TObserver).FullName!, stage, new Functions(onStart, onStop));

        /// <summary>Adds a function to a stage.</summary>
        public static IDisposable Subscribe<TObserver>(this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart) =>
            observable.Subscribe(typeof(TObserver).FullName!, stage, new Functions(onStart, null));

        private sealed class Functions(Func<CancellationToken, Task> start, Func<CancellationToken, Task>? stop) : ILifecycleObserver
        {
            public Task OnStart(CancellationToken cancellationToken = default) => start(cancellationToken);

            public Task OnStop(CancellationToken cancellationToken = default) => stop?.Invoke(cancellationToken) ?? Task.CompletedTask;
        }
    }
}

namespace Orleans.Runtime
{
    /// <summary>The lifecycle of a silo.</summary>
    public interface ISiloLifecycle : ILifecycleObservable
    {
        /// <summary>The highest stage that has started.</summary>
        int HighestCompletedStage { get; }

        /// <summary>The lowest stage that has stopped.</summary>
        int LowestStoppedStage { get; }
    }

    /// <summary>Runs once when the silo is up.</summary>
    public interface IStartupTask
    {
        /// <summary>Runs.</summary>
        Task Execute(CancellationToken cancellationToken);
    }
}
