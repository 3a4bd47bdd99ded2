using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;
using Interval = OptiTime.Planning.Time.Interval;

namespace OptiTime.Planning.Tests.Explain;

/// <summary>The words and numbers of the checks that depend on what is planned.</summary>
public sealed class ExplainedChecksTests
{
    private static readonly Interval Monday = Lyon.MondaySpan("00:00-23:59");

    private static readonly PromiseRule AnyTime = new([Lyon.Span("08:00-17:00")], Seconds.FromMinutes(15), Seconds.FromMinutes(1));

    private static readonly Service Visit = Sold.Boiler with { Id = "visit", Promise = AnyTime }, AtTen = Sold.Boiler with { Id = "at-ten", Promise = new PromiseRule([Lyon.Span("10:00-10:01")], Seconds.FromMinutes(15), null) };

    private readonly Branch _branch = new();

    public ExplainedChecksTests()
    {
        _branch.Sell(Visit);
        _branch.Sell(AtTen);
        _branch.Hire(Lyon.Technician("T1"));
    }

    [Fact]
    public void Who_would_be_late_for_what_comes_next_is_told_by_how_much()
    {
        string booking = _branch.Book(Branch.Ask(AtTen, Lyon.Bron, Monday));
        Check check = At("09:00").Failing!;
        (check.Code, check.Commitment).ShouldBe((CheckCodes.WayOn, booking));
        check.Words.ShouldMatch($"^It leaves at 10:00, .+ on the road \\(.+ km\\), and arrives at B-{booking} at 10:\\d\\d(:\\d\\d)?; that must start by 10:00:59, so that no promise is broken: .+ late\\.$");
        check.Missing!.Value.ShouldBeGreaterThan(Seconds.FromMinutes(10));
        check.Remedy.ShouldStartWith("It could start on Monday 23 November at ");
    }

    [Fact]
    public void Who_comes_from_somebody_else_is_told_when_they_leave_there()
    {
        string booking = _branch.Book(Branch.Ask(AtTen, Lyon.Bron, Monday));
        Check check = At("11:05", Visit with { Steps = [Visit.Steps[0] with { Duration = Seconds.FromMinutes(30) }] }).Failing!;
        (check.Code, check.Commitment).ShouldBe((CheckCodes.WayThere, booking));
        check.Words.ShouldMatch($"^It leaves B-{booking} at 11:00, .+ on the road \\(.+ km\\), and arrives at 11:\\d\\d(:\\d\\d)?, .+ after 11:05\\.$");
    }

    [Fact]
    public void Who_would_be_home_late_is_told_when_the_period_ends()
    {
        Check check = At("15:59").Failing!;
        check.Code.ShouldBe(CheckCodes.WayHome);
        check.Words.ShouldMatch("^It leaves at 16:59, .+, and is home at 17:\\d\\d(:\\d\\d)?; its period ends at 17:00: .+ late\\.$");
    }

    [Fact]
    public void What_may_slide_in_its_promise_is_told_by_its_last_start_that_no_break_cuts()
    {
        string hold = _branch.Hold(Branch.Ask(Sold.Boiler, Lyon.Bron, Monday) with { Wishes = [Lyon.MondaySpan("10:00-12:00")] });
        Check check = At("10:30", Visit with { Steps = [Visit.Steps[0] with { Duration = Seconds.FromMinutes(85) }] }).Failing!;
        check.Words.ShouldContain($"arrives at H-{hold} at 13:");
        check.Words.ShouldContain("that must start by 11:00, so that no promise is broken");
    }

    [Fact]
    public void A_hold_that_is_over_is_told_so()
    {
        _branch.Hire(Lyon.Room("M1"));
        SearchQuery nine = Branch.Ask(Sold.Meeting, null, Lyon.MondaySpan("09:00-10:30"));
        string hold = _branch.Hold(nine);
        Explained(nine, "M1", "09:00").Failing!.Words.ShouldBe($"It is with H-{hold} from Monday 23 November at 09:00 to 10:30, held until 18:05.");
        _branch.Now = Lyon.At("2026-11-22T18:06");
        Check overdue = Explained(nine, "M1", "09:00").Failing!;
        overdue.Words.ShouldBe($"It is with H-{hold} from Monday 23 November at 09:00 to 10:30, a hold whose time is over since 18:05.");
        overdue.Remedy.ShouldBe("Ask again in a moment: that hold is about to end.");
    }

    [Fact]
    public void A_territory_without_resources_says_so() =>
        Explainer.Explain(new Branch().Board, new ExplainQuestion(Branch.Ask(Visit, Lyon.Bron, Monday), null, null, Names.Plain), _branch.Now, new SlotSearch())
            .Verdict.ShouldBe("Territory 'lyon' has no resources yet.");

    private ResourceExplanation At(string time, Service? service = null) => Explained(Branch.Ask(service ?? Visit, Lyon.Caluire, Monday), "T1", time);

    private ResourceExplanation Explained(SearchQuery query, string resource, string time) =>
        Explainer.Explain(_branch.Board, new ExplainQuestion(query, resource, Lyon.OnMonday(time), Names.Plain), _branch.Now, new SlotSearch()).Told!;
}
