using Luxe.Grains.Access;
using Luxe.Grains.Tests.Customers;

namespace Luxe.Grains.Tests.Access;

public sealed class AccountStateTests
{
    [Fact]
    public void Failed_FiveTimesInARow_LocksForAWhile()
    {
        var state = AccountState.Empty;
        for (var i = 0; i < 4; i++)
        {
            state = state.Failed(Lives.Start, 5, TimeSpan.FromMinutes(5));
        }

        Assert.False(state.IsLocked(Lives.Start));
        state = state.Failed(Lives.Start, 5, TimeSpan.FromMinutes(5));
        Assert.True(state.IsLocked(Lives.Start.AddMinutes(4.9)));
        Assert.False(state.IsLocked(Lives.Start.AddMinutes(5)));
    }

    [Fact]
    public void Succeeded_AfterFailures_StartsCountingAnew() =>
        Assert.Equal(0, AccountState.Empty.Failed(Lives.Start, 5, TimeSpan.FromMinutes(5)).Succeeded().Failures);
}
