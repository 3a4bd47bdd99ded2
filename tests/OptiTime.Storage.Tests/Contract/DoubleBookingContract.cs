using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using static OptiTime.Storage.Tests.Support.Samples;

namespace OptiTime.Storage.Tests.Contract;

/// <summary>The store refuses double booking by itself, whatever it is told.</summary>
public abstract class DoubleBookingContract(IStoreFactory factory) : StoreContract(factory)
{
    private static readonly int Day = FirstDay + 1;

    private async Task<long> BookBoth()
    {
        await Define("rhone", "r1", "r2");
        await Written(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), new CommitmentRecorded(Hold("c2", "r1")),
            Tour("r1", Day, Stop("c1", Day, 9), Stop("c2", Day, 10))));
        return 2;
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(9, 1)]
    [InlineData(10, 3)]
    [InlineData(8, 8)]
    public async Task A_second_commitment_in_the_same_time_of_a_unit_is_refused_by_name(int hour, int hours)
    {
        long version = await BookBoth();

        // A tour of another period of the same day: nothing of the first tour is withdrawn.
        AppendOutcome outcome = await TryAppend(Part("rhone", version, new CommitmentRecorded(Hold("c3", "r1")),
            new TourPlanned("r1", 0, Hour(Day, 7), [Stop("c3", Day, hour, hours)], default)));

        outcome.ShouldBe(new DoubleBooked("rhone", "r1", "c3"));
        (await Entries("rhone")).Count.ShouldBe(2);
        (await Store.Plans.FindAsync("rhone", "c3", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_stops_of_one_tour_that_overlap_are_refused()
    {
        await Define("rhone", "r1");

        (await TryAppend(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), new CommitmentRecorded(Hold("c2", "r1")),
            Tour("r1", Day, Stop("c1", Day, 9, hours: 2), Stop("c2", Day, 10))))).ShouldBe(new DoubleBooked("rhone", "r1", "c2"));
    }

    [Fact]
    public async Task Stops_that_touch_and_other_units_do_not_stand_in_the_way()
    {
        await Define("rhone");
        await Written(Part("rhone", 1, Technician("room", capacity: 2)));

        await Written(Part("rhone", 2, [
            .. Held("c1", "c2", "c3"),
            TourOf("room", 0, Day, Stop("c1", Day, 9), Stop("c2", Day, 10)), TourOf("room", 1, Day, Stop("c3", Day, 9, hours: 2))]));

        (await Occupied("rhone")).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Neighbours_swap_in_one_append()
    {
        long version = await BookBoth();

        await Written(Part("rhone", version, Tour("r1", Day, Stop("c2", Day, 9), Stop("c1", Day, 10))));

        (await Occupied("rhone")).ShouldBe([
            $"r1/0 c2 {new Interval(Hour(Day, 9), Hour(Day, 10))}",
            $"r1/0 c1 {new Interval(Hour(Day, 10), Hour(Day, 11))}"]);
    }

    [Fact]
    public async Task Two_tours_exchange_their_stops_in_one_append()
    {
        long version = await BookBoth();
        await Written(Part("rhone", version, new CommitmentRecorded(Hold("c3", "r2")), Tour("r2", Day, Stop("c3", Day, 9))));

        await Written(Part("rhone", version + 1,
            new CommitmentRecorded(Hold("c3", "r1")), new CommitmentRecorded(Hold("c1", "r2")),
            Tour("r1", Day, Stop("c3", Day, 9), Stop("c2", Day, 10)), Tour("r2", Day, Stop("c1", Day, 9))));

        (await Occupied("rhone")).Select(row => row[..7]).ShouldBe(["r1/0 c3", "r1/0 c2", "r2/0 c1"]);
    }

    [Fact]
    public async Task A_group_that_plans_a_tour_many_times_counts_as_it_ends()
    {
        await Define("rhone", "r1");

        await Written(Part("rhone", 1,
            new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", Day, Stop("c1", Day, 9)),
            Tour("r1", Day), new CommitmentEnded("c1", Ending.Released, "changed their mind"),
            new CommitmentRecorded(Hold("c2", "r1")), Tour("r1", Day, Stop("c2", Day, 9))));

        (await Occupied("rhone")).ShouldHaveSingleItem().ShouldStartWith("r1/0 c2");
        var ended = (await Store.Plans.FindAsync("rhone", "c1", default)).ShouldNotBeNull();
        ended.Ending.ShouldBe(Ending.Released);
        ended.Planned.ShouldBe([new Interval(Hour(Day, 9), Hour(Day, 10))]);
    }

    [Fact]
    public async Task A_tour_of_a_period_or_unit_that_is_no_more_is_withdrawn()
    {
        await Define("rhone");
        await Written(Part("rhone", 1, Technician("room", capacity: 2)));
        await Written(Part("rhone", 2, [
            .. Held("c1", "c2", "c3"),
            TourOf("room", 0, Day, Stop("c1", Day, 9)), TourOf("room", 0, Day + 1, Stop("c2", Day + 1, 9)),
            TourOf("room", 1, Day, Stop("c3", Day, 9))]));

        // The day of c2 and the unit of c3 go; c3 finds a place beside c1.
        await Written(Part("rhone", 3, Technician("room", [FirstDay, Day]), new CommitmentEnded("c2", Ending.Released, null),
            new CommitmentRecorded(Hold("c3", "room")), Tour("room", Day, Stop("c1", Day, 9), Stop("c3", Day, 10))));

        (await Occupied("rhone")).Select(row => row[..9]).ShouldBe(["room/0 c1", "room/0 c3"]);
    }

    [Fact]
    public async Task A_period_that_goes_and_comes_back_in_one_append_has_lost_its_tour()
    {
        await Define("rhone", "r1");
        await Written(Part("rhone", 1, [.. Held("c1"), Tour("r1", Day, Stop("c1", Day, 9))]));

        await Written(Part("rhone", 2,
            Technician("r1", [FirstDay]), Tour("r1", FirstDay, Stop("c1", FirstDay, 9)), Technician("r1", [FirstDay, Day])));

        (await Occupied("rhone")).ShouldBe([$"r1/0 c1 {new Interval(Hour(FirstDay, 9), Hour(FirstDay, 10))}"]);
    }

    [Fact]
    public async Task What_a_resource_did_before_the_board_stays_whatever_becomes_of_it()
    {
        await Define("rhone", "r1");
        await Written(Part("rhone", 1, new CommitmentRecorded(Hold("c1", "r1")), Tour("r1", FirstDay, Stop("c1", FirstDay, 9))));
        await Written(Part("rhone", 2, new HorizonAdvanced(FirstDay + 1, FirstDay + Days + 1, [], [])));

        await Written(Part("rhone", 3, new ResourceRemoved("r1")));

        (await Occupied("rhone")).ShouldHaveSingleItem().ShouldStartWith("r1/0 c1");
        (await Store.Plans.TerritoryOfResourceAsync("r1", default)).ShouldBeNull();
    }
}
