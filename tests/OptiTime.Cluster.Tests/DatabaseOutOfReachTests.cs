using System.Text.Json;
using OptiTime.Cluster.Tests.Callers;
using OptiTime.Cluster.Tests.Clusters;
using OptiTime.Testbed.Histories;
using OptiTime.Testbed.Silos;

namespace OptiTime.Cluster.Tests;

/// <summary>What a silo can and cannot do without its database, and what of it is known to others.</summary>
[Collection(ClusterTests.Name)]
public sealed class DatabaseOutOfReachTests(ClusterFixture shared)
{
    private const string North = "north", South = "south";

    [Fact]
    public async Task A_silo_without_its_database_answers_stale_refuses_writes_and_recovers_by_itself()
    {
        (SiloProcess cut, SiloProcess other) = (shared.Silo(0), shared.Silo(1));
        (string reference, string offer) = await shared.OfferAsync(cut, North);
        shared.Cluster.Members[0].Link.Close();
        try
        {
            JsonElement stale = default;
            await ClusterFixture.UntilAsync(async () =>
            {
                Reply found = await AskAsync(cut);
                stale = found.Body;
                return found.Call.IsStale;
            }, "a silo without its database says that its answers are stale");
            stale.GetProperty("offers").GetArrayLength().ShouldBeGreaterThan(0);
            stale.GetProperty("staleSeconds").GetInt64().ShouldBeGreaterThanOrEqualTo(0);

            Reply refused = await shared.Desk.TakeAsync(cut, North, reference, offer, null, shared.NewName());
            // The silo has noticed, and has let go of the connections of before: it knows that nothing was sent.
            refused.Call.Answer.ShouldNotBeNull().ShouldStartWith("503 unavailable, again in ");
            (await shared.BookAsync(other, North)).IsDone.ShouldBeTrue();
        }
        finally
        {
            shared.Cluster.Members[0].Link.Heal();
        }

        Reply booked = await shared.InsistAsync(stop => shared.Desk.TakeAsync(cut, North, reference, offer, null, shared.NewName(), stop: stop));
        booked.Call.Answer.ShouldBeOneOf("201", "409 offer-taken");
        await ClusterFixture.UntilAsync(async () => await AskAsync(cut) is { Call.IsStale: false }, "a silo that has its database back says that its answers are exact");
    }

    [Fact]
    public async Task What_was_confirmed_at_one_silo_is_read_at_another_by_whoever_brings_its_version()
    {
        for (int round = 0; round < 12; round++)
        {
            Reply booked = await shared.BookAsync(shared.Silo(round % 3), South);
            booked.IsDone.ShouldBeTrue($"{booked.Call}");

            Reply read = await shared.Desk.ReadBookingAsync(shared.Silo((round + 1) % 3), South, booked.Call.Commitment!, booked.Call.Version);

            read.IsDone.ShouldBeTrue($"{read.Call}");
            (read.Call.IsStale || read.Call.Version >= booked.Call.Version).ShouldBeTrue($"{read.Call}");
            Wire.PromiseOf(read.Body).ShouldBe(booked.Call.Promise);
        }
    }

    [Fact]
    public async Task A_write_whose_reply_was_lost_is_known_by_its_key_at_any_silo()
    {
        (string reference, string offer) = await shared.OfferAsync(shared.Silo(0), South);
        string key = shared.NewName();
        Task lost = shared.Cluster.Members[0].Link.LoseReplyAsync("commitment-recorded");

        Reply first = await shared.InsistAsync(stop => shared.Desk.TakeAsync(shared.Silo(0), South, reference, offer, null, key, stop: stop));
        await lost;
        Reply second = await shared.Desk.TakeAsync(shared.Silo(1), South, reference, offer, null, key);

        (second.Call.Outcome, second.Call.Commitment, second.Call.Version, second.Call.Promise).ShouldBe((CallOutcome.Acknowledged, first.Call.Commitment, first.Call.Version, first.Call.Promise));
        second.Call.IsReplayed.ShouldBeTrue();
    }

    private async Task<Reply> AskAsync(SiloProcess silo) =>
        await shared.Desk.SearchAsync(silo, North, shared.NewName(), Company.AddressesOf(North)[0]);
}
