using Luxe.Grains.Ids;
using Microsoft.Extensions.DependencyInjection;

namespace Luxe.Grains.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void AddLuxeGrains_ABadOption_IsRefusedByNameAndNeverQuotesTheSalt()
    {
        var services = new ServiceCollection();
        var shortSalt = Assert.Throws<ArgumentException>(() => services.AddLuxeGrains(new LuxeGrainsOptions { IdentitySalt = "secret" }));
        var never = Assert.Throws<ArgumentException>(() => services.AddLuxeGrains(new LuxeGrainsOptions { IdentitySalt = new string('x', 16), SnapshotEvery = 0 }));

        Assert.Contains("IdentitySalt", shortSalt.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", shortSalt.Message, StringComparison.Ordinal);
        Assert.Contains("SnapshotEvery is 0", never.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_ManyIds_AreAllDifferentAndWellFormed()
    {
        var ids = new ServiceCollection().AddLuxeGrains(new LuxeGrainsOptions { IdentitySalt = new string('x', 16) }).BuildServiceProvider().GetRequiredService<IIdSource>();
        var some = Enumerable.Range(0, 1000).Select(_ => ids.Next("c")).ToArray();

        Assert.Equal(1000, some.Distinct().Count());
        Assert.All(some, static id => Assert.Matches("^c_[0-9A-Za-z]{22}$", id));
    }
}
