namespace Luxe.Storage.Verify;

/// <summary>Checks clients' keys.</summary>
internal static class KeyWalk
{
    public static Task RunAsync(VerifyView view, Faults faults, CancellationToken cancellation) => Task.CompletedTask;
}
