namespace Luxe.Conformance.Tests.Faults;

/// <summary>A house exception with its own property.</summary>
[GenerateSerializer]
[Alias("luxe.conformance.boutique-closed")]
public sealed class BoutiqueClosedException : Exception
{
    public BoutiqueClosedException()
    {
    }

    public BoutiqueClosedException(string message)
        : base(message)
    {
    }

    public BoutiqueClosedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    [Id(0)]
    public string Boutique { get; set; } = "";
}

public interface IFaultGrain : IGrainWithStringKey
{
    Task Plain();

    Task<int> Argument();

    Task Own();

    Task AfterAwait();

    ValueTask<int> FromValueTask();

    Task Through(IFaultGrain other);
}

public sealed class FaultGrain : Grain, IFaultGrain
{
    public Task Plain() => throw new InvalidOperationException("plain", new FormatException("inner"));

    public Task<int> Argument() => throw new ArgumentOutOfRangeException("size", 99, "no such size");

    public Task Own() => throw new BoutiqueClosedException("closed") { Boutique = "Geneva" };

    public async Task AfterAwait()
    {
        await Task.Yield();
        throw new KeyNotFoundException("after the await");
    }

    public ValueTask<int> FromValueTask() => throw new NotSupportedException("value");

    public Task Through(IFaultGrain other) => other.Own();
}
