namespace Luxe.Conformance.Tests.Identity;

public interface ITextKeyGrain : IGrainWithStringKey
{
    Task<string> Key();

    Task<ITextKeyGrain> Self();

    Task<bool> IsSelf(ITextKeyGrain other);

    Task<string> IdText();
}

public interface IGuidKeyGrain : IGrainWithGuidKey
{
    Task<Guid> Key();
}

public interface INumberKeyGrain : IGrainWithIntegerKey
{
    Task<long> Key();
}

public interface IGuidCompoundKeyGrain : IGrainWithGuidCompoundKey
{
    Task<string> Key();
}

public interface INumberCompoundKeyGrain : IGrainWithIntegerCompoundKey
{
    Task<string> Key();
}

/// <summary>A second face of the same grain class.</summary>
public interface ITextKeyAside : IGrainWithStringKey
{
    Task<string> KeyAside();
}

public sealed class TextKeyGrain : Grain, ITextKeyGrain, ITextKeyAside
{
    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<ITextKeyGrain> Self() => Task.FromResult(this.AsReference<ITextKeyGrain>());

    public Task<bool> IsSelf(ITextKeyGrain other) => Task.FromResult(this.AsReference<ITextKeyGrain>().Equals(other));

    public Task<string> IdText() => Task.FromResult(this.GetGrainId().ToString());

    public Task<string> KeyAside() => Task.FromResult("aside " + this.GetPrimaryKeyString());
}

public sealed class GuidKeyGrain : Grain, IGuidKeyGrain
{
    public Task<Guid> Key() => Task.FromResult(this.GetPrimaryKey());
}

public sealed class NumberKeyGrain : Grain, INumberKeyGrain
{
    public Task<long> Key() => Task.FromResult(this.GetPrimaryKeyLong());
}

public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKeyGrain
{
    public Task<string> Key()
    {
        var key = this.GetPrimaryKey(out var extension);
        return Task.FromResult($"{key:D}|{extension}");
    }
}

public sealed class NumberCompoundKeyGrain : Grain, INumberCompoundKeyGrain
{
    public Task<string> Key()
    {
        var key = this.GetPrimaryKeyLong(out var extension);
        return Task.FromResult($"{key}|{extension}");
    }
}
