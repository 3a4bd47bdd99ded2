using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

/// <summary>A hold is the company's, not the silo's that placed it.</summary>
[Collection(ClusterTests.Name)]
public sealed class HoldsAcrossSilosTests(ClusterFixture shared)
{
    private const string North = "north", South = "south", West = "west";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_hold_made_at_one_silo_is_confirmed_at_once_at_another()
    {
        for (int round = 0; round < 12; round++)
        {
            Reply held = await shared.HoldAsync(shared.Silo(round % 3), North, 60);

            Reply confirmed = await shared.Desk.ChangeAsync(shared.Silo((round + 1) % 3), CallKind.Confirm, North, held.Call.Commitment!, shared.NewName());

            confirmed.IsDone.ShouldBeTrue($"{confirmed.Call}");
            confirmed.Call.Promise.ShouldBe(held.Call.Promise);
        }
    }

    [Fact]
    public async Task Of_200_callers_at_three_silos_who_want_the_same_offer_one_gets_it()
    {
        (string reference, string offer) = await shared.OfferAsync(shared.Silo(0), West);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
        {
            // "Too much at once" is no answer: whoever is told so comes again.
            string key = shared.NewName();
            return shared.InsistAsync(stop => shared.Desk.TakeAsync(shared.Silo(number % 3), West, reference, offer, null, key, stop: stop));
        }));

        replies.Count(reply => reply.IsDone).ShouldBe(1);
        replies.Where(reply => !reply.IsDone).ShouldAllBe(reply => reply.Call.Answer!.StartsWith("409", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_confirmation_that_reaches_a_silo_which_stood_still_for_longer_than_the_hold_lived_is_refused()
    {
        SiloProcess still = shared.Silo(0);
        Reply held = await shared.HoldAsync(still, South, 3);
        string id = held.Call.Commitment!;
        await still.PauseAsync();
        Task<Reply> late = shared.Desk.ChangeAsync(still, CallKind.Confirm, South, id, shared.NewName());
        try
        {
            await UntilExpiredAsync(shared.Silo(1), South, id);
        }
        finally
        {
            still.Resume();
        }

        (await late).IsDone.ShouldBeFalse();
        Reply again = await shared.InsistAsync(stop => shared.Desk.ChangeAsync(still, CallKind.Confirm, South, id, shared.NewName(), stop: stop));
        again.Call.Answer.ShouldBe("410 hold-expired");
        (await shared.Desk.ReadBookingAsync(shared.Silo(1), South, id)).Call.Answer.ShouldStartWith("404");
    }

    [Fact]
    public async Task A_silo_whose_clock_is_a_minute_ahead_expires_no_hold_early()
    {
        Assert.SkipWhen(SkewedClock.WhyNot is not null, SkewedClock.WhyNot ?? "");
        Member ahead = await shared.Cluster.AddAsync("ahead", Minute);
        Reply longer = await shared.HoldAsync(ahead.Silo, North, 55), brief = await shared.HoldAsync(shared.Silo(0), North, 2);

        // What is overdue is expired by whichever silo looks first; by then it has looked at the other hold as well.
        await UntilExpiredAsync(ahead.Silo, North, brief.Call.Commitment!);

        Reply confirmed = await shared.Desk.ChangeAsync(ahead.Silo, CallKind.Confirm, North, longer.Call.Commitment!, shared.NewName());
        confirmed.IsDone.ShouldBeTrue($"{confirmed.Call}");
        await shared.Cluster.RemoveAsync(ahead);
    }

    [Fact]
    public async Task A_silo_whose_clock_is_a_minute_behind_confirms_no_hold_late()
    {
        Assert.SkipWhen(SkewedClock.WhyNot is not null, SkewedClock.WhyNot ?? "");
        Member behind = await shared.Cluster.AddAsync("behind", -Minute);
        Reply held = await shared.HoldAsync(behind.Silo, North, 2);
        await UntilExpiredAsync(shared.Silo(0), North, held.Call.Commitment!);

        Reply confirmed = await shared.Desk.ChangeAsync(behind.Silo, CallKind.Confirm, North, held.Call.Commitment!, shared.NewName());

        confirmed.Call.Answer.ShouldBe("410 hold-expired");
        await shared.Cluster.RemoveAsync(behind);
    }

    private async Task UntilExpiredAsync(SiloProcess silo, string territory, string id)
    {
        Reply? last = null;
        await ClusterFixture.UntilAsync(async () =>
        {
            last = await shared.Desk.ReadHoldAsync(silo, territory, id);
            return last.IsDone && last.Body.GetProperty("state").GetString() == "expired";
        }, () => $"{silo.Name} says that hold {id} has expired, and not {last?.Body} ({last?.Call})");
    }
}
