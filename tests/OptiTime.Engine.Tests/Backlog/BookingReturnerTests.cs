using OptiTime.Engine.Planners;
using OptiTime.Engine.Tests.Fixtures;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Verification;

namespace OptiTime.Engine.Tests.Backlog;

/// <summary>Bookings that lost their place, and room that appears.</summary>
public sealed class BookingReturnerTests : IAsyncLifetime
{
    private static readonly Interval Monday = Lyon.MondaySpan("07:00-18:00");

    private Silo _silo = null!;
    private TerritoryPlanners _planners = null!;
    private string _booking = "";

    /// <summary>A booking with T1, while T2 is away.</summary>
    public async ValueTask InitializeAsync()
    {
        _silo = await Silo.StartAsync();
        _planners = _silo.NewReturningPlanners();
        await HappensAsync(new ResourceAbsent("T2", Monday, null));
        SearchQuery query = Silo.Query(Silo.Repair, "08:00-17:00", 1);
        _booking = await _silo.BookAsync(_silo.Terms((await _silo.Planners.SearchAsync("lyon", query, Silo.Stop)).Result!.Offers[0]) with { AnyResource = true });
    }

    public async ValueTask DisposeAsync()
    {
        _planners.Dispose();
        await _silo.DisposeAsync();
    }

    private Task<Answer> HappensAsync(Disruption disruption) => _silo.DoAsync(new HandleDisruption(_silo.NewId(), disruption, RepairBudget.Unlimited, null));

    /// <summary>T1 falls ill, too.</summary>
    private async Task<Commitment> LosesItsPlaceAsync()
    {
        Commitment before = await StandsAsync();
        await HappensAsync(new ResourceAbsent("T1", Monday, "ill"));
        (await StandsAsync()).State.ShouldBe(CommitmentState.Broken);
        return before;
    }

    /// <summary>Somebody else can come.</summary>
    private Task<Answer> ComesAsync(string technician = "T9") =>
        _silo.DoAsync(new PutResource(Lyon.Technician(technician), new Place(Lyon.HomeOf(technician), technician == "T1" ? Lyon.Villeurbanne : Lyon.Bron), null));

    private async Task<Commitment> StandsAsync() => (await _silo.BoardAsync()).Commitments[_booking].Commitment;

    /// <summary>Time passes in a silo, which has heard of all there is.</summary>
    private async Task TickAsync(TerritoryPlanners? planners = null)
    {
        planners ??= _planners;
        await planners.BoardAsync("lyon", Silo.Stop);
        _silo.Clock.Advance(TimeSpan.FromSeconds(6));
        await planners.FollowAsync(Silo.Stop);
        await planners.TickAsync(Silo.Stop);
        await _silo.Planners.FollowAsync(Silo.Stop);
    }

    private async Task<List<RepairEntry>> LedgerAsync()
    {
        var entries = new List<RepairEntry>();
        var checker = new LogChecker(every: 1);
        await foreach (LogEntry entry in _silo.Store.ReadAsync("lyon", 0, Silo.Stop))
        {
            checker.Next(entry).ShouldBeEmpty();
            entries.AddRange(entry.Changes.OfType<RepairRecorded>().Select(recorded => recorded.Repair));
        }
        return entries;
    }

    [Fact]
    public async Task As_soon_as_there_is_room_it_has_a_place_inside_its_promise_and_a_line_in_the_ledger_and_nobody_is_to_be_called()
    {
        Commitment before = await LosesItsPlaceAsync();
        await TickAsync();
        (await StandsAsync()).State.ShouldBe(CommitmentState.Broken, "there is no room yet");

        await ComesAsync();
        await TickAsync();

        Board board = await _silo.BoardAsync();
        Commitment now = board.Commitments[_booking].Commitment;
        (now.State, now.Steps[0].Promise, now.Steps[0].Assignments[0].Resource).ShouldBe((CommitmentState.Confirmed, before.Steps[0].Promise, "T9"));
        board.Broken.ShouldBeEmpty();
        RepairEntry written = (await LedgerAsync())[^1];
        written.Disruption.ShouldBeOfType<ResourceAbsent>().Resource.ShouldBe("T1");
        RepairLine line = written.Lines.ShouldHaveSingleItem();
        (line.Commitment, line.Was, line.ToResource).ShouldBe((_booking, CommitmentState.Broken, "T9"));
        line.Why.ShouldStartWith("there is room for it again: T1 is absent");
    }

    [Fact]
    public async Task Whoever_was_not_at_home_is_called_first()
    {
        await HappensAsync(new CustomerAbsent(_booking));
        await ComesAsync();

        await TickAsync();

        (await StandsAsync()).State.ShouldBe(CommitmentState.Broken);
    }

    [Fact]
    public async Task What_a_dispatcher_took_away_is_left_to_dispatchers()
    {
        await _silo.DoAsync(new UnassignWork(_booking, false, "the customer is angry"));

        await TickAsync();

        (await StandsAsync()).State.ShouldBe(CommitmentState.Broken);
    }

    [Theory]
    [InlineData(CallOutcome.NotReached, CommitmentState.Confirmed)]
    [InlineData(CallOutcome.Told, CommitmentState.Broken)]
    [InlineData(CallOutcome.Declined, CommitmentState.Broken)]
    public async Task Once_the_customer_was_reached_what_they_were_told_holds(CallOutcome outcome, CommitmentState state)
    {
        await LosesItsPlaceAsync();
        await TickAsync();
        await _silo.DoAsync(new NoteCall(_booking, outcome, null));
        await ComesAsync();

        await TickAsync();

        (await StandsAsync()).State.ShouldBe(state);
    }

    [Fact]
    public async Task Who_wants_one_resource_waits_for_that_one()
    {
        SearchQuery query = Silo.Query(Silo.Repair, "08:00-17:00", 1) with { Require = ["T1"] };
        string other = _booking;
        _booking = await _silo.BookAsync(_silo.Terms((await _silo.Planners.SearchAsync("lyon", query, Silo.Stop)).Result!.Offers[0]));
        await _silo.DoAsync(new CancelBooking(other, null));
        await LosesItsPlaceAsync();
        await ComesAsync();

        await TickAsync();
        (await StandsAsync()).State.ShouldBe(CommitmentState.Broken);
        (await StandsAsync()).Wanted.ShouldNotBeNull().ShouldBe(["T1"]);
        // T1 is well again.
        await ComesAsync("T1");
        await TickAsync();

        (await StandsAsync()).Steps[0].Assignments.ShouldHaveSingleItem().Resource.ShouldBe("T1");
        (await StandsAsync()).Wanted.ShouldBeNull();
    }

    [Fact]
    public async Task Two_silos_that_see_the_room_give_the_place_once()
    {
        await LosesItsPlaceAsync();
        await ComesAsync();
        using TerritoryPlanners other = _silo.NewReturningPlanners();

        await Task.WhenAll(TickAsync(), TickAsync(other));

        (await StandsAsync()).State.ShouldBe(CommitmentState.Confirmed);
        (await LedgerAsync()).SelectMany(entry => entry.Lines).Count(line => line.Commitment == _booking && line.Was == CommitmentState.Broken).ShouldBe(1);
    }
}
