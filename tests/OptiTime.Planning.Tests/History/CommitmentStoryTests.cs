using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.History;
using OptiTime.Planning.Search;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Tests.Holds;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Tests.History;

public sealed class CommitmentStoryTests
{
    [Fact]
    public void The_life_of_a_booking_is_told_with_its_reasons()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        SearchQuery morning = Branch.Ask(Sold.Boiler, Lyon.Bron, Lyon.MondaySpan("08:00-10:00"));
        string id = branch.Hold(morning);
        branch.Now += new Seconds(60);
        branch.Done(new ConfirmHold(id, null, null));
        SearchQuery afternoon = morning with { Between = Lyon.MondaySpan("13:00-15:00"), Ignoring = id };
        branch.Done(new RescheduleBooking(id, branch.Terms(afternoon, branch.Search(afternoon).Offers[0]), "back from school at noon"));
        branch.Done(new CancelBooking(id, "sold the house"));

        CommitmentEvent[] events = [.. CommitmentStory.Of(id, branch.Log).Events];

        events.Select(happened => (happened.Kind, happened.Reason)).ShouldBe(
        [
            (CommitmentEventKind.Held, null), (CommitmentEventKind.Confirmed, null), (CommitmentEventKind.Rescheduled, "back from school at noon"),
            (CommitmentEventKind.Cancelled, "sold the house"),
        ]);
        events.Select(happened => happened.Commitment.Steps[0].Promise).ShouldBe([.. new[] { "08:00-10:00", "08:00-10:00", "13:00-15:00", "13:00-15:00" }.Select(Lyon.MondaySpan)]);
        events[1].At.ShouldBe(events[0].At + new Seconds(60));
        events[3].Planned.ShouldBe(events[2].Planned);
        events.Select(happened => happened.Version).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public void Who_is_put_before_another_is_named_and_so_is_who_leaves_and_whose_hours_change()
    {
        var branch = new Branch();
        branch.Hire(Lyon.Technician("T1"));
        Service check = Sold.Service("check", 20, Sold.Technician, Sold.Boiler.Promise);
        branch.Sell(check);
        string late = branch.Book(Branch.Ask(check, Lyon.Bron, Lyon.MondaySpan("08:00-10:00")));
        string early = branch.Book(Branch.Ask(check, Lyon.Villeurbanne, Lyon.MondaySpan("08:00-10:00")));
        branch.PlannedAt(early).From.ShouldBeLessThan(branch.PlannedAt(late).From);
        branch.Done(new CancelBooking(early, null));
        branch.Hire(Lyon.Technician("T1", Lyon.Hours("09:00-17:00")));

        ImmutableArray<CommitmentEvent> slides = [.. CommitmentStory.Of(late, branch.Log).Events.Where(happened => happened.Kind == CommitmentEventKind.Slid)];

        slides.Select(slide => CausesOf(slide, branch.Log).ShouldHaveSingleItem()).ShouldBe(
            [new SlideCause(SlideCauseKind.Added, early, false), new SlideCause(SlideCauseKind.Left, early, false), new SlideCause(SlideCauseKind.ResourceChanged, "T1", false)]);
    }

    [Fact]
    public void The_story_of_whatever_stands_on_a_board_ends_as_it_stands_there() => Laws.Hold(random =>
    {
        Branch branch = AtWork(random);
        foreach (CommitmentEntry entry in branch.Board.Commitments.Values)
        {
            CommitmentStory story = CommitmentStory.Of(entry.Commitment.Id, branch.Log);
            story.IsLiving.ShouldBeTrue();
            Facts.Of(story.Commitment).ShouldBe(Facts.Of(entry.Commitment));
            story.Events[^1].Planned.ShouldBe(branch.Board.PlannedTimes(entry.Commitment));
            story.Tours.ShouldBe([TourOf(branch.Board, entry.Commitment.Id)!.Value]);
        }
    }, cases: 10);

    [Fact]
    public void Everything_told_made_a_difference() => Laws.Hold(random =>
    {
        Branch branch = AtWork(random);
        foreach (string id in IdsIn(branch.Log))
        {
            ImmutableArray<CommitmentEvent> events = CommitmentStory.Of(id, branch.Log).Events;
            events[0].Kind.ShouldBeOneOf(CommitmentEventKind.Held, CommitmentEventKind.Booked);
            events.Count(happened => happened.IsEnd).ShouldBeLessThanOrEqualTo(1);
            foreach ((CommitmentEvent before, CommitmentEvent after) in events.Zip(events.Skip(1)))
            {
                before.IsEnd.ShouldBeFalse();
                bool isSlide = after.Kind == CommitmentEventKind.Slid;
                (before.Commitment != after.Commitment).ShouldBe(!isSlide && !after.IsEnd, $"{after}");
                if (isSlide) after.Planned.ShouldNotBe(before.Planned);
                if (isSlide) after.Planned[0].From.ShouldBeInRange(after.Commitment.Steps[0].EarliestStart, after.Commitment.Steps[0].LatestStart);
                if (after.Kind == CommitmentEventKind.Rescheduled) after.Commitment.Offer.ShouldNotBe(before.Commitment.Offer);
                if (after.Kind == CommitmentEventKind.Confirmed) before.Commitment.State.ShouldBe(CommitmentState.Held);
            }
        }
    }, cases: 10);

    /// <summary>Also when many commands were committed as one version, as a planner under load does.</summary>
    [Fact]
    public void Every_slide_has_a_cause_and_every_cause_is_what_the_boards_show() => Laws.Hold(random =>
    {
        LogEntry[] log = random.Next(2) == 0 ? [.. AtWork(random).Log] : [.. Grouped(AtWork(random).Log, random)];
        Board[] boards = new Board[log.Length + 1];
        boards[1] = Board.Begin(log[0]);
        for (int version = 2; version <= log.Length; version++) boards[version] = boards[version - 1].Apply(log[version - 1]);
        foreach (CommitmentEvent slide in IdsIn(log).SelectMany(id => CommitmentStory.Of(id, log).Events).Where(happened => happened.Kind == CommitmentEventKind.Slid))
        {
            ImmutableArray<SlideCause> causes = CausesOf(slide, log);
            causes.ShouldNotBeEmpty($"{slide}");
            foreach (SlideCause cause in causes)
            {
                bool stood = IsIn(boards[slide.Version - 1], cause.Id, slide.Tours), stands = IsIn(boards[slide.Version], cause.Id, slide.Tours);
                switch (cause.Kind)
                {
                    case SlideCauseKind.Added: (stood, stands).ShouldBe((false, true)); break;
                    case SlideCauseKind.Left: stands.ShouldBeFalse(); break;
                    case SlideCauseKind.Moved: (stood, stands).ShouldBe((true, true)); break;
                    default: slide.Tours.ShouldContain(tour => tour.Resource == cause.Id); break;
                }
            }
        }
    }, cases: 25);

    [Fact]
    public void A_group_of_commands_ends_the_stories_as_the_commands_one_by_one_do() => Laws.Hold(random =>
    {
        IReadOnlyList<LogEntry> log = AtWork(random).Log;
        LogEntry[] grouped = [.. Grouped(log, random)];
        foreach (string id in IdsIn(log))
        {
            CommitmentStory single = CommitmentStory.Of(id, log), group = CommitmentStory.Of(id, grouped);
            (group.Commitment, group.IsLiving).ShouldBe((single.Commitment, single.IsLiving));
            group.Tours.ShouldBe(single.Tours);
            if (group.IsLiving) group.Events[^1].Planned.ShouldBe(single.Events[^1].Planned);
        }
    }, cases: 10);

    [Fact]
    public void Random_work_makes_things_slide_for_every_cause_but_disruptions_which_it_has_none_of()
    {
        var random = new Random(7);
        SlideCauseKind[] all = [.. Enum.GetValues<SlideCauseKind>().Except([SlideCauseKind.Disruption])];
        var kinds = new HashSet<SlideCauseKind>();
        for (int day = 0; day < 25 && kinds.Count < all.Length; day++)
        {
            IReadOnlyList<LogEntry> log = AtWork(random).Log;
            IEnumerable<CommitmentEvent> slides = IdsIn(log).SelectMany(id => CommitmentStory.Of(id, log).Events).Where(happened => happened.Kind == CommitmentEventKind.Slid);
            kinds.UnionWith(slides.SelectMany(slide => CausesOf(slide, log)).Select(cause => cause.Kind));
        }
        kinds.ShouldBe(all, ignoreOrder: true);
    }

    private static Branch AtWork(Random random)
    {
        Branch branch = Towns.Busy(random, bookings: 8);
        for (int step = 0; step < 50; step++) RandomWorkTests.Work(branch, random);
        return branch;
    }

    private static IEnumerable<LogEntry> Grouped(IReadOnlyList<LogEntry> log, Random random)
    {
        long version = 0;
        for (int from = 0, size; from < log.Count; from += size)
        {
            size = Math.Min(log.Count - from, random.Next(1, 6));
            // A horizon that moves stands alone: its changes come last of all.
            if (log.Skip(from).Take(size).Any(entry => entry.Changes.Any(change => change is HorizonAdvanced))) size = 1;
            LogEntry[] group = [.. log.Skip(from).Take(size)];
            yield return group[^1] with { Version = ++version, Changes = [.. group.SelectMany(entry => entry.Changes)], Places = [.. group.SelectMany(entry => entry.Places)] };
        }
    }

    private static IEnumerable<string> IdsIn(IEnumerable<LogEntry> log) =>
        log.SelectMany(entry => entry.Changes).OfType<CommitmentRecorded>().Select(change => change.Commitment.Id).Distinct();

    private static ImmutableArray<SlideCause> CausesOf(CommitmentEvent slide, IReadOnlyList<LogEntry> log)
    {
        LogEntry entry = log.Single(entry => entry.Version == slide.Version);
        LogEntry[] earlier = [.. log.Where(one => one.Version < entry.Version)];
        return SlideCauses.Of(slide, entry, SlideCauses.Suspects(slide.Commitment.Id, entry).Select(suspect => (suspect, (IReadOnlyList<LogEntry>)earlier)));
    }

    private static bool IsIn(Board board, string commitment, ImmutableArray<TourKey> tours) => TourOf(board, commitment) is { } tour && tours.Contains(tour);

    private static TourKey? TourOf(Board board, string commitment)
    {
        if (!board.Commitments.TryGetValue(commitment, out CommitmentEntry entry) || board.Find(entry.Commitment, 0) is not { Tour: Tour tour }) return null;
        return new TourKey(board.ResourceOf(tour.Resource).Resource.Id, tour.Unit, tour.Period.Span.From);
    }
}
