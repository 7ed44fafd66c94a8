using System.Security.Cryptography;
using Luxe.Storage.Sealing;

namespace Luxe.Storage.Tests.Sealing;

/// <summary>A seal opens where it was made, and nowhere else.</summary>
public sealed class SealTests : IDisposable
{
    private readonly ClientKey _key = new(RandomNumberGenerator.GetBytes(ClientKey.Bytes));

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Open_OfWhatWasClosed_GivesItBackAtEveryLength()
    {
        for (var length = 0; length <= 300; length++)
        {
            var plain = RandomNumberGenerator.GetBytes(length);
            var closed = _key.Close(plain, Row("c", "interaction", 7));

            Assert.Equal(length + Sealed.Overhead, closed.Length);
            Assert.True(Sealed.Is(closed));
            Assert.Equal(plain, _key.Open(closed, Row("c", "interaction", 7)));
        }
    }

    [Theory]
    [InlineData("d", "interaction", 7L)]
    [InlineData("c", "prompt-raised", 7L)]
    [InlineData("c", "interaction", 8L)]
    [InlineData("c", "interaction", -7L)]
    [InlineData("cinteraction", "", 7L)]
    public void Open_InAnotherPlace_IsRefused(string customer, string kind, long seq)
    {
        var closed = _key.Close("her words"u8, Row("c", "interaction", 7));

        Assert.Throws<SealBrokenException>(() => _key.Open(closed, Row(customer, kind, seq)));
        Assert.Throws<SealBrokenException>(() => _key.Open(closed, About.Snapshot("c")));
        Assert.Throws<SealBrokenException>(() => _key.Open(closed, About.Item("c", "interaction")));
        Assert.Throws<SealBrokenException>(() => _key.Open(closed, About.Letter));
    }

    [Fact]
    public void Open_WithOneBitChanged_IsRefusedWhereverItIs()
    {
        var closed = _key.Close("her words"u8, About.Snapshot("c"));
        for (var bit = 0; bit < closed.Length * 8; bit++)
        {
            var changed = (byte[])closed.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SealBrokenException>(() => _key.Open(changed, About.Snapshot("c")));
        }
    }

    [Fact]
    public void Open_CutOffOrUnderAnotherKey_IsRefused()
    {
        var closed = _key.Close("her words"u8, About.Snapshot("c"));
        using var other = new ClientKey(RandomNumberGenerator.GetBytes(ClientKey.Bytes));

        Assert.Throws<SealBrokenException>(() => other.Open(closed, About.Snapshot("c")));
        for (var length = 0; length < closed.Length; length++)
        {
            Assert.Throws<SealBrokenException>(() => _key.Open(closed.AsSpan(0, length), About.Snapshot("c")));
        }
    }

    [Fact]
    public void Open_OfTheFormOfVersionOne_WorksForEver()
    {
        // Written once by this class. Should it fail, no house can read what it has.
        using var key = new ClientKey(Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

        Assert.Equal(Golden.Plain, System.Text.Encoding.UTF8.GetString(key.Open(Convert.FromHexString(Golden.Row), Row("c_golden", "interaction", 42))));
        Assert.Equal(Golden.Plain, System.Text.Encoding.UTF8.GetString(key.Open(Convert.FromHexString(Golden.Item), About.Item("a_golden", "p_golden"))));
        Assert.Equal(Golden.Plain, System.Text.Encoding.UTF8.GetString(key.Open(Convert.FromHexString(Golden.Snapshot), About.Snapshot("c_golden"))));
        Assert.Equal(Golden.Plain, System.Text.Encoding.UTF8.GetString(key.Open(Convert.FromHexString(Golden.Letter), About.Letter)));
        Assert.Equal(Golden.Plain, System.Text.Encoding.UTF8.GetString(key.Open(Convert.FromHexString(Golden.Key), About.Key("c_golden", 3))));
    }

    [Fact]
    public void Row_OfAVeryLongId_NeedsNoMoreRoomThanItIsGiven()
    {
        var (customer, kind) = (new string('é', 900), new string('k', 300));

        Assert.Equal(Row(customer, kind, 1).ToArray(), About.Row(new byte[8_000], customer, kind, 1).ToArray());
        Assert.NotEqual(Row(customer, kind, 1).ToArray(), Row(customer, kind, 2).ToArray());
    }

    [Fact]
    public async Task Close_OfAMillionFromEightThreads_TakesNoNonceTwice()
    {
        const int Threads = 8;
        const int Each = 125_000;
        var nonces = new UInt128[Threads * Each];
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                Span<byte> nonce = stackalloc byte[16];
                for (var number = 0; number < Each; number++)
                {
                    Nonces.Next(nonce[..Sealed.NonceBytes]);
                    nonces[(thread * Each) + number] = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(nonce);
                }
            },
            default,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(nonces.Length, nonces.ToHashSet().Count);
        Assert.DoesNotContain(UInt128.Zero, nonces);
    }

    [Fact]
    public async Task Close_ByManyThreadsWithOneKey_LeavesEachWithItsOwn()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var number = 0; number < 2_000; number++)
            {
                byte[] plain = [(byte)thread, (byte)number, (byte)(number >> 8)];
                Assert.Equal(plain, _key.Open(_key.Close(plain, About.Letter), About.Letter));
            }
        })));
    }

    private static byte[] Row(string customer, string kind, long seq) => About.Row(stackalloc byte[About.OnStack], customer, kind, seq).ToArray();
}
