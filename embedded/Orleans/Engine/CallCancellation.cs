namespace Luxe.Embedded;

/// <summary>Between a caller's token and the token that the callee sees; the callee's is also cancelled by a timeout.</summary>
internal sealed class CallCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _registration;

    internal CancellationToken Token => _source.Token;

    /// <summary>Ends the caller's call at once when its token is cancelled, and tells the callee.</summary>
    internal void Link(GrainRequest request, CancellationToken token) => _registration = token.UnsafeRegister(
        static (state, token) => ((GrainRequest)state!).Abandon(new OperationCanceledException(token), cancelCallee: true),
        request);

    internal bool Cancel()
    {
        try
        {
            _source.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    // The source stays undisposed: the method may run on with its token after the caller has gone.
    public void Dispose() => _registration.Dispose();
}
