using System.Collections.Immutable;

namespace Luxe.Storage.Verify;

/// <summary>Counts faults and keeps the first: a house may be wrong in more places than anybody reads.</summary>
internal sealed class Faults
{
    private const int Most = 1_000;
    private readonly ImmutableArray<VerifyFault>.Builder _kept = ImmutableArray.CreateBuilder<VerifyFault>();

    public long Count { get; private set; }

    public ImmutableArray<VerifyFault> Kept => _kept.ToImmutable();

    public void Add(string check, string customer, long? seq, string what)
    {
        Count++;
        if (_kept.Count < Most)
        {
            _kept.Add(new VerifyFault(check, customer, seq, what));
        }
    }
}
